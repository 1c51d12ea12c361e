import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{isInHistory,requirePathspecs}from"./chunk-37KIK5XH.js";import"./chunk-U2TPS3M3.js";import"./chunk-NQ6EB2ZD.js";import"./chunk-KA2WEVHO.js";import"./chunk-MG56NSEN.js";import"./chunk-TTUUMMFB.js";export{isInHistory,requirePathspecs};
