import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{maskKeys}from"./chunk-UM2CTKET.js";function maskedName(name){return name?maskKeys(name):null}export{maskedName};
