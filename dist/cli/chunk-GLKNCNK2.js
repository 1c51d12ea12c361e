import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{__commonJS}from"./chunk-5YNBE4Y7.js";var require_node_os=__commonJS({"builtin:node:os"(exports,module){module.exports=process.getBuiltinModule("node:os")}});export{require_node_os};
