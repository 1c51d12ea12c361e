import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{maskKeys,maskOpening}from"./chunk-C5VDM63U.js";import"./chunk-5WCTSG3G.js";import"./chunk-UFBQ5PCH.js";import"./chunk-TTUUMMFB.js";export{maskKeys,maskOpening};
