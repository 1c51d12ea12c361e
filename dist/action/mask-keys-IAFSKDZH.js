import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a}from"./chunk-AODF2EML.js";import"./chunk-UPWRFM2C.js";import"./chunk-P65BLS4X.js";import"./chunk-LSV2DFMP.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys};
