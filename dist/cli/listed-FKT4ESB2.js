import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{nameOf,severalMatch,verifyByList}from"./chunk-FFEHMXJF.js";import"./chunk-VYDMD6LI.js";import"./chunk-KIAWUVD3.js";import"./chunk-TTUUMMFB.js";export{nameOf,severalMatch,verifyByList};
