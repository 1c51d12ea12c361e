import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a}from"./chunk-L72ZNLND.js";import"./chunk-Y32IH6XX.js";import"./chunk-5ESBNTXI.js";export{a as decompressZstd};
