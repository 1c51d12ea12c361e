import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a,b}from"./chunk-AAX2B6W6.js";import"./chunk-5ESBNTXI.js";export{a as decompressLz4,b as decompressLz4Block};
