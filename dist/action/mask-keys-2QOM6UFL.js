import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a,b}from"./chunk-5BEY4DWZ.js";import"./chunk-7Z4IVPBL.js";import"./chunk-7JJQAYMU.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys,b as maskOpening};
