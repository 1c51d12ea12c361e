import{maskKeys}from"./chunk-AYKNJE6R.js";import"./chunk-MXISI36K.js";import"./chunk-VNK5B7AC.js";export{maskKeys};
