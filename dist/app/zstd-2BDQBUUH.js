import{decompressZstd}from"./chunk-DIO55AAU.js";import"./chunk-2FSESNMD.js";import"./chunk-SXQKJU6F.js";export{decompressZstd};
