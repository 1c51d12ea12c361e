import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{decompressLz4,decompressLz4Block}from"./chunk-SPJVHNFC.js";import"./chunk-V42OVPCR.js";export{decompressLz4,decompressLz4Block};
