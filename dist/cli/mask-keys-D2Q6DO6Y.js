import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{maskKeys,maskOpening}from"./chunk-LXUGB7WP.js";import"./chunk-PLZSM44E.js";import"./chunk-LWM4REFE.js";import"./chunk-TTUUMMFB.js";export{maskKeys,maskOpening};
