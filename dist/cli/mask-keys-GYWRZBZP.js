import{maskKeys}from"./chunk-QNVNCREB.js";import"./chunk-DCMBNFMM.js";import"./chunk-GUJNU2BA.js";export{maskKeys};
