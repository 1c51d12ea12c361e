import{mergePolicy}from"./chunk-ZC6QCF7C.js";import"./chunk-LK7VLWKN.js";import"./chunk-UKUC2Y7K.js";import"./chunk-DROKV4LT.js";import"./chunk-GUJNU2BA.js";export{mergePolicy};
