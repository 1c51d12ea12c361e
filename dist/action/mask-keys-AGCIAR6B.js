import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{k as a,l as b}from"./chunk-TQPJP4IG.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys,b as maskOpening};
