import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a,b}from"./chunk-JKMSBLPU.js";import"./chunk-ZDHXGECN.js";import"./chunk-6XA5PA7V.js";import"./chunk-5ESBNTXI.js";export{a as isRevocableToken,b as revokeToken};
