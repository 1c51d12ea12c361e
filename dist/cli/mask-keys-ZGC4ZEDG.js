import{maskKeys}from"./chunk-2JA2AFJV.js";import"./chunk-ATFSQVZS.js";import"./chunk-TO7EEO4Q.js";export{maskKeys};
