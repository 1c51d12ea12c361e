import{maskKeys}from"./chunk-MDUBNWGU.js";import"./chunk-JH3DC5TK.js";import"./chunk-GUJNU2BA.js";export{maskKeys};
