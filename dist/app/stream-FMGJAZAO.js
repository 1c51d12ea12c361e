import{decompressStream}from"./chunk-GRBMGTFE.js";import"./chunk-ZKH3YWVM.js";import"./chunk-75P4IGCZ.js";import"./chunk-SXQKJU6F.js";export{decompressStream};
