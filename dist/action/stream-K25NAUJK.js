import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a}from"./chunk-ZWRCXO3Z.js";import"./chunk-PKQ57SFM.js";import"./chunk-Y32IH6XX.js";import"./chunk-5ESBNTXI.js";export{a as decompressStream};
