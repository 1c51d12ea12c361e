import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a,b}from"./chunk-E5RGGJRF.js";import"./chunk-EYGCHWPG.js";import"./chunk-7JJQAYMU.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys,b as maskOpening};
