import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a}from"./chunk-3GTDKUY7.js";import"./chunk-6OHTF6QX.js";import"./chunk-Y32IH6XX.js";import"./chunk-626P2GO4.js";import"./chunk-5ESBNTXI.js";export{a as decompressStream};
