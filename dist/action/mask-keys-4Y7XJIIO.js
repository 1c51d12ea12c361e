import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a,b,c}from"./chunk-B5GOAJ7Q.js";import"./chunk-3INC4PVD.js";import"./chunk-J25HQSFA.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys,c as maskOpening,b as maskSome};
