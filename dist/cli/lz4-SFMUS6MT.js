import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{decompressLz4,decompressLz4Block}from"./chunk-776REGXP.js";import"./chunk-5YNBE4Y7.js";export{decompressLz4,decompressLz4Block};
