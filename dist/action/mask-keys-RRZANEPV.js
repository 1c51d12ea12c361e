import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{k as a}from"./chunk-FDDWBC6S.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys};
