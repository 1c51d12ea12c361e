import{maskKeys,maskOpening}from"./chunk-IQSARY32.js";import"./chunk-JH3DC5TK.js";import"./chunk-GUJNU2BA.js";export{maskKeys,maskOpening};
