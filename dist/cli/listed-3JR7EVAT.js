import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{nameOf,severalMatch,verifyByList}from"./chunk-IK2YBD32.js";import"./chunk-VYDMD6LI.js";import"./chunk-LSSRNKIW.js";import"./chunk-TTUUMMFB.js";export{nameOf,severalMatch,verifyByList};
