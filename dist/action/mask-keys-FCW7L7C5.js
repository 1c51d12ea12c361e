import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a}from"./chunk-3PKVUWR5.js";import"./chunk-3QX5OB22.js";import"./chunk-6HJATWH6.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys};
