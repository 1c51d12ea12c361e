import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a,b}from"./chunk-CRJ6ONMT.js";import"./chunk-6SZHSV24.js";import"./chunk-7JJQAYMU.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys,b as maskOpening};
