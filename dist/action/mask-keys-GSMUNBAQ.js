import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{l as a,m as b}from"./chunk-CKPHF2EC.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys,b as maskOpening};
