import{maskKeys,maskOpening}from"./chunk-757OFCTA.js";import"./chunk-ZQIBXZR5.js";import"./chunk-GUJNU2BA.js";export{maskKeys,maskOpening};
