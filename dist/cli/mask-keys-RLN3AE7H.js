import{maskKeys,maskOpening}from"./chunk-73W6CZBH.js";import"./chunk-CK2VFWIY.js";import"./chunk-GUJNU2BA.js";export{maskKeys,maskOpening};
