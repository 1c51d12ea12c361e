import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a,b}from"./chunk-TCKFPT3T.js";import"./chunk-S6G2FAUR.js";import"./chunk-7JJQAYMU.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys,b as maskOpening};
