import{maskKeys,maskOpening}from"./chunk-SJMIGNVS.js";import"./chunk-TSQW6MQS.js";import"./chunk-GUJNU2BA.js";export{maskKeys,maskOpening};
