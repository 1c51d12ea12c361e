import{maskKeys,maskOpening}from"./chunk-VAPW4W5E.js";import"./chunk-HZHA734V.js";import"./chunk-GUJNU2BA.js";export{maskKeys,maskOpening};
