import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a}from"./chunk-YTKY2QLD.js";import"./chunk-WLS2GBEF.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys};
