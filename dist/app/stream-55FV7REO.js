import{decompressStream}from"./chunk-2CFMDEO4.js";import"./chunk-ZKH3YWVM.js";import"./chunk-75P4IGCZ.js";import"./chunk-SXQKJU6F.js";export{decompressStream};
