import{maskKeys}from"./chunk-ZZUEFSVL.js";import"./chunk-55CZJI45.js";import"./chunk-TUMWJ7NY.js";export{maskKeys};
