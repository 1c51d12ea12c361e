import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a,b}from"./chunk-45VHXGD5.js";import"./chunk-EK5E36XO.js";import"./chunk-GBICNTRS.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys,b as maskOpening};
