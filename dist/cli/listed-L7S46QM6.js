import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{nameOf,severalMatch,verifyByList}from"./chunk-UC7L6HNT.js";import"./chunk-VYDMD6LI.js";import"./chunk-2AKXS6BA.js";import"./chunk-5YNBE4Y7.js";export{nameOf,severalMatch,verifyByList};
