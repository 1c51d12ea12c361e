import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{maskKeys,maskOpening}from"./chunk-5CQWHPOY.js";import"./chunk-CM37Y2MO.js";import"./chunk-LWM4REFE.js";import"./chunk-TTUUMMFB.js";export{maskKeys,maskOpening};
