import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{decompressStream}from"./chunk-VXTHI3BM.js";import"./chunk-E63IJS3V.js";import"./chunk-MXPKXIQS.js";import"./chunk-TTUUMMFB.js";export{decompressStream};
