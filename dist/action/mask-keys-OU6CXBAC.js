import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a}from"./chunk-NMW2EXFA.js";import"./chunk-5IPFZDEV.js";import"./chunk-WPIDDIRR.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys};
