import{maskKeys,maskOpening}from"./chunk-PZF5IN5U.js";import"./chunk-U27OLWTY.js";import"./chunk-GUJNU2BA.js";export{maskKeys,maskOpening};
