import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a}from"./chunk-AIZQ66Z2.js";import"./chunk-WFGXJUID.js";import"./chunk-LDDIENIG.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys};
