import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{b as e}from"./chunk-5ESBNTXI.js";var r=e((d,o)=>{o.exports=process.getBuiltinModule("node:worker_threads")});var t=e((i,s)=>{s.exports=process.getBuiltinModule("node:fs")});export{t as a,r as b};
