import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a}from"./chunk-YT3VLU7Z.js";import"./chunk-HDJOJMHJ.js";import"./chunk-P65BLS4X.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys};
