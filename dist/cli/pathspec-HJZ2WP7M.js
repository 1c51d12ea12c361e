import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{isInHistory,requirePathspecs}from"./chunk-5KRFJOY5.js";import"./chunk-ZJ52AXM5.js";import"./chunk-TW4C4QOE.js";import"./chunk-7V6NJDUH.js";import"./chunk-MG56NSEN.js";import"./chunk-5YNBE4Y7.js";export{isInHistory,requirePathspecs};
