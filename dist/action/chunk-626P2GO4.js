import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{b as o}from"./chunk-5ESBNTXI.js";var s=o((t,e)=>{e.exports=process.getBuiltinModule("node:fs")});export{s as a};
