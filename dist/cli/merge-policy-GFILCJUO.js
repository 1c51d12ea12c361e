import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{mergePolicy}from"./chunk-GPYROIDX.js";import"./chunk-AMRBWVFB.js";import"./chunk-PBXARUMD.js";import"./chunk-ZO6ETYKT.js";import"./chunk-TTUUMMFB.js";export{mergePolicy};
