import{maskKeys}from"./chunk-KM5JHYND.js";import"./chunk-MGQMVIFH.js";import"./chunk-2VDGI7KA.js";export{maskKeys};
