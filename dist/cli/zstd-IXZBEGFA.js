import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{decompressZstd}from"./chunk-SOLT6VI7.js";import"./chunk-MXPKXIQS.js";import"./chunk-TTUUMMFB.js";export{decompressZstd};
