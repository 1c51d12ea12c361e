import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{maskKeys,maskOpening,maskSome}from"./chunk-ZL3GT7G3.js";import"./chunk-VNCC2PIR.js";import"./chunk-NQDI7GRD.js";import"./chunk-UFBQ5PCH.js";import"./chunk-5YNBE4Y7.js";export{maskKeys,maskOpening,maskSome};
