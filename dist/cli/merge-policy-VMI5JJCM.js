import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{mergePolicy}from"./chunk-KW5TS5XF.js";import"./chunk-YW7XDTOV.js";import"./chunk-PBXARUMD.js";import"./chunk-7FHTBM4H.js";import"./chunk-TTUUMMFB.js";export{mergePolicy};
