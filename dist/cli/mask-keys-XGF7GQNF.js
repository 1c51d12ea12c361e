import{maskKeys,maskOpening}from"./chunk-EEPNPRSD.js";import"./chunk-T4ORIIZD.js";import"./chunk-GUJNU2BA.js";export{maskKeys,maskOpening};
