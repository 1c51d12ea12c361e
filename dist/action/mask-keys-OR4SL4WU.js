import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a,b,c}from"./chunk-XG2I7IUL.js";import"./chunk-EYGCHWPG.js";import"./chunk-7JJQAYMU.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys,c as maskOpening,b as maskSome};
