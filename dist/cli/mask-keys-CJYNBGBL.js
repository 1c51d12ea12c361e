import{maskKeys,maskOpening}from"./chunk-LPOLQAPG.js";import"./chunk-Z53G7DTS.js";import"./chunk-GUJNU2BA.js";export{maskKeys,maskOpening};
