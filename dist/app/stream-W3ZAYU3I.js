import{decompressStream}from"./chunk-BNI7TGSW.js";import"./chunk-BY2M5QO6.js";import"./chunk-2FSESNMD.js";import"./chunk-SXQKJU6F.js";export{decompressStream};
