import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{maskKeys,maskOpening,maskSome}from"./chunk-JLJO2QAG.js";import"./chunk-RDW6ELKB.js";import"./chunk-CGEISZTW.js";import"./chunk-7HYWIMCD.js";import"./chunk-5YNBE4Y7.js";export{maskKeys,maskOpening,maskSome};
