import{__commonJS}from"./chunk-GUJNU2BA.js";var require_node_url=__commonJS({"builtin:node:url"(exports,module){module.exports=process.getBuiltinModule("node:url")}});export{require_node_url};
