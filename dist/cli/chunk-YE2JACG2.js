import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{__commonJS}from"./chunk-5YNBE4Y7.js";var require_node_zlib=__commonJS({"builtin:node:zlib"(exports,module){module.exports=process.getBuiltinModule("node:zlib")}});export{require_node_zlib};
