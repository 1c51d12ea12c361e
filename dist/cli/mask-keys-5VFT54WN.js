import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{maskKeys,maskOpening,maskSome}from"./chunk-UM2CTKET.js";import"./chunk-E3C73A3M.js";import"./chunk-CGEISZTW.js";import"./chunk-7HYWIMCD.js";import"./chunk-5YNBE4Y7.js";export{maskKeys,maskOpening,maskSome};
