import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{maskKeys,maskOpening,maskSome}from"./chunk-5LYTAHBP.js";import"./chunk-SLIXBK3C.js";import"./chunk-CGEISZTW.js";import"./chunk-DJDNGDK6.js";import"./chunk-5YNBE4Y7.js";export{maskKeys,maskOpening,maskSome};
