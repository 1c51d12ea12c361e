import"./chunk-VPZAW7F7.js";import{maskKeys}from"./chunk-BS6KBOEL.js";import"./chunk-RRVLP25F.js";import"./chunk-WGWRKKLA.js";export{maskKeys};
