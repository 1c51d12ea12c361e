import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{maskKeys,maskOpening,maskSome}from"./chunk-ARMOHMF5.js";import"./chunk-5P3QO47X.js";import"./chunk-NQDI7GRD.js";import"./chunk-DJDNGDK6.js";import"./chunk-5YNBE4Y7.js";export{maskKeys,maskOpening,maskSome};
