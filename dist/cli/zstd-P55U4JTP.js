import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{decompressZstd}from"./chunk-XBKGSOZZ.js";import"./chunk-YE2JACG2.js";import"./chunk-5YNBE4Y7.js";export{decompressZstd};
