import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{maskKeys,maskOpening}from"./chunk-BSRLKTSA.js";import"./chunk-HKZWQEFC.js";import"./chunk-UFBQ5PCH.js";import"./chunk-TTUUMMFB.js";export{maskKeys,maskOpening};
