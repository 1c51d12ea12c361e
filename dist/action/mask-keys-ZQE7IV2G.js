import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{l as a,m as b}from"./chunk-G7XVAD2K.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys,b as maskOpening};
