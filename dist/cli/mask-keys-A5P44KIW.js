import{maskKeys,maskOpening}from"./chunk-BBNU53EN.js";import"./chunk-3BFP3C2H.js";import"./chunk-GUJNU2BA.js";export{maskKeys,maskOpening};
