import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{maskKeys,maskOpening}from"./chunk-6HSQLDFM.js";import"./chunk-6N7OMLIC.js";import"./chunk-UFBQ5PCH.js";import"./chunk-TTUUMMFB.js";export{maskKeys,maskOpening};
