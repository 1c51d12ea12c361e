import{maskKeys,maskOpening}from"./chunk-L2SPANL6.js";import"./chunk-WMDNE43H.js";import"./chunk-ICE36QNT.js";import"./chunk-GUJNU2BA.js";export{maskKeys,maskOpening};
