import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a}from"./chunk-7YFELJHU.js";import"./chunk-2Q5ZPCB2.js";import"./chunk-NGFWYYZU.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys};
