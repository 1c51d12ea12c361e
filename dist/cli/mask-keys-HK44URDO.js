import{maskKeys,maskOpening}from"./chunk-7Q7PLG4X.js";import"./chunk-AKWB3YSN.js";import"./chunk-GUJNU2BA.js";export{maskKeys,maskOpening};
