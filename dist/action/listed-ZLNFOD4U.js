import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a,b,c}from"./chunk-UP6J3YE7.js";import"./chunk-LTAIS4LP.js";import"./chunk-AVUY53TN.js";import"./chunk-5ESBNTXI.js";export{b as nameOf,c as severalMatch,a as verifyByList};
