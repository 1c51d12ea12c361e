import{maskKeys}from"./chunk-YNGTORBF.js";import"./chunk-Q3SL7RXC.js";import"./chunk-GUJNU2BA.js";export{maskKeys};
