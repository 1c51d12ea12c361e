import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{maskKeys,maskOpening,maskSome}from"./chunk-UKOXZER5.js";import"./chunk-ELLCWUFO.js";import"./chunk-CGEISZTW.js";import"./chunk-7HYWIMCD.js";import"./chunk-5YNBE4Y7.js";export{maskKeys,maskOpening,maskSome};
