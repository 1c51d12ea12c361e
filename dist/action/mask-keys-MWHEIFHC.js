import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{k as a}from"./chunk-ZUD4Y65Y.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys};
