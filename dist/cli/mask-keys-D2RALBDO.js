import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{maskKeys,maskOpening}from"./chunk-35BJICFR.js";import"./chunk-23PKTFDQ.js";import"./chunk-UFBQ5PCH.js";import"./chunk-TTUUMMFB.js";export{maskKeys,maskOpening};
