import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{__commonJS}from"./chunk-5YNBE4Y7.js";var require_node_fs=__commonJS({"builtin:node:fs"(exports,module){module.exports=process.getBuiltinModule("node:fs")}});export{require_node_fs};
