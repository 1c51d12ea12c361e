import{maskKeys,maskOpening}from"./chunk-PSOQZJZF.js";import"./chunk-5SPEHK2L.js";import"./chunk-GUJNU2BA.js";export{maskKeys,maskOpening};
