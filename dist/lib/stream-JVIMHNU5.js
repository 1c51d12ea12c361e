import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{decompressStream}from"./chunk-K2LZ3LKC.js";import"./chunk-LTQTVBPU.js";import"./chunk-7XNOJB3B.js";import"./chunk-V42OVPCR.js";export{decompressStream};
