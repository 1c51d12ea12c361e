import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a,b}from"./chunk-R23BVBC3.js";import"./chunk-ZDHXGECN.js";import"./chunk-J25HQSFA.js";import"./chunk-5ESBNTXI.js";export{a as isRevocableToken,b as revokeToken};
