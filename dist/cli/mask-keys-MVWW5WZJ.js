import{maskKeys,maskOpening}from"./chunk-MKXZ5RRV.js";import"./chunk-MZIQHCYA.js";import"./chunk-GUJNU2BA.js";export{maskKeys,maskOpening};
