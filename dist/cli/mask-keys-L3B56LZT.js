import{maskKeys,maskOpening}from"./chunk-7NM35QZD.js";import"./chunk-NTYUNAY4.js";import"./chunk-GUJNU2BA.js";export{maskKeys,maskOpening};
