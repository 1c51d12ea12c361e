import{maskKeys,maskOpening}from"./chunk-NOQ57IDU.js";import"./chunk-CMMVD5CI.js";import"./chunk-GUJNU2BA.js";export{maskKeys,maskOpening};
