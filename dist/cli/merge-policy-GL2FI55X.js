import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{mergePolicy}from"./chunk-2GUWZKSI.js";import"./chunk-OKGNKBJT.js";import"./chunk-PBXARUMD.js";import"./chunk-7FHTBM4H.js";import"./chunk-TTUUMMFB.js";export{mergePolicy};
