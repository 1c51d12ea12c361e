import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a}from"./chunk-R47FCZZH.js";import"./chunk-EMV36VR4.js";import"./chunk-3S5L6EHS.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys};
