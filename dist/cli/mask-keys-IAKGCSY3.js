import{maskKeys,maskOpening}from"./chunk-F5OWE6N7.js";import"./chunk-N6YPA2SK.js";import"./chunk-GUJNU2BA.js";export{maskKeys,maskOpening};
