import{decompressLz4,decompressLz4Block}from"./chunk-L26YVN6Z.js";import"./chunk-SXQKJU6F.js";export{decompressLz4,decompressLz4Block};
