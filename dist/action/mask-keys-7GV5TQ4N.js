import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a}from"./chunk-RVLFNYEB.js";import"./chunk-GUN6CB52.js";import"./chunk-BSSLJIVU.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys};
