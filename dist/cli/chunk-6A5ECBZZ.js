import{__commonJS}from"./chunk-GUJNU2BA.js";var require_node_path=__commonJS({"builtin:node:path"(exports,module){module.exports=process.getBuiltinModule("node:path")}});export{require_node_path};
