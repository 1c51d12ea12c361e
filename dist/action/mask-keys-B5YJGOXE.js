import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{k as a,l as b}from"./chunk-X4TP7XYA.js";import"./chunk-GBICNTRS.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys,b as maskOpening};
