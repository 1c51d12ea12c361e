import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{maskKeys,maskOpening,maskSome}from"./chunk-VBCNOQDV.js";import"./chunk-LNWS7265.js";import"./chunk-UFBQ5PCH.js";import"./chunk-TTUUMMFB.js";export{maskKeys,maskOpening,maskSome};
