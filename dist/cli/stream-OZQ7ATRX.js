import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{decompressStream}from"./chunk-Z5JOPFQM.js";import"./chunk-CTWLCJQL.js";import"./chunk-MXPKXIQS.js";import"./chunk-KA2WEVHO.js";import"./chunk-TTUUMMFB.js";export{decompressStream};
