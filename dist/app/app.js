import{serve}from"./chunk-THX7YCOY.js";import"./chunk-AA77UTSP.js";import"./chunk-XEJW263A.js";import"./chunk-V7EIUM4I.js";import"./chunk-TXFSKR25.js";import"./chunk-SXQKJU6F.js";export{serve};
