import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a,b,c}from"./chunk-X2UKQCSB.js";import"./chunk-LTAIS4LP.js";import"./chunk-4PNDVFHV.js";import"./chunk-5ESBNTXI.js";export{b as nameOf,c as severalMatch,a as verifyByList};
