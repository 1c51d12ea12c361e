import{maskKeys}from"./chunk-PA6HIWRS.js";import"./chunk-RRVLP25F.js";import"./chunk-WGWRKKLA.js";export{maskKeys};
