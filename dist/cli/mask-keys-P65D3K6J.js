import{maskKeys,maskOpening}from"./chunk-JFAAUKAZ.js";import"./chunk-KZERKKT7.js";import"./chunk-GUJNU2BA.js";export{maskKeys,maskOpening};
