import{maskKeys,maskOpening}from"./chunk-DDY5YGEA.js";import"./chunk-OUTILAC6.js";import"./chunk-GUJNU2BA.js";export{maskKeys,maskOpening};
