import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a}from"./chunk-IVX4MHN7.js";import"./chunk-N5U6XWGB.js";import"./chunk-SDIAJFWJ.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys};
