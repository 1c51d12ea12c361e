import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{__commonJS}from"./chunk-5YNBE4Y7.js";var require_node_child_process=__commonJS({"builtin:node:child_process"(exports,module){module.exports=process.getBuiltinModule("node:child_process")}});export{require_node_child_process};
