import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{__commonJS}from"./chunk-5YNBE4Y7.js";var require_promises=__commonJS({"builtin:node:fs/promises"(exports,module){module.exports=process.getBuiltinModule("node:fs/promises")}});export{require_promises};
