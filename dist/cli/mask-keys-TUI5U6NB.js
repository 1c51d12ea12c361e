import{maskKeys}from"./chunk-N2EHFH6E.js";import"./chunk-L55OKSFB.js";import"./chunk-TO7EEO4Q.js";export{maskKeys};
