import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{decompressZstd}from"./chunk-2SH4EXQV.js";import"./chunk-7XNOJB3B.js";import"./chunk-V42OVPCR.js";export{decompressZstd};
