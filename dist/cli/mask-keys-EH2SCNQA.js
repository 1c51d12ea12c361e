import{maskKeys,maskOpening}from"./chunk-YZMP4BDE.js";import"./chunk-4MTVTWXQ.js";import"./chunk-GUJNU2BA.js";export{maskKeys,maskOpening};
