import{maskKeys,maskOpening}from"./chunk-4YDG2ADM.js";import"./chunk-HJDVEBDO.js";import"./chunk-GUJNU2BA.js";export{maskKeys,maskOpening};
