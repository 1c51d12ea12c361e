import{maskKeys}from"./chunk-SIADQFB3.js";import"./chunk-YOMD4JKL.js";import"./chunk-VLMSJHOO.js";import"./chunk-GUJNU2BA.js";export{maskKeys};
