import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a,b,c}from"./chunk-TJGDPW5L.js";import"./chunk-VFOXHNLF.js";import"./chunk-6XA5PA7V.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys,c as maskOpening,b as maskSome};
