import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a,b}from"./chunk-BSAY7S3U.js";import"./chunk-WGAVOGHG.js";import"./chunk-6WAFYZLU.js";import"./chunk-5RSARSKI.js";import"./chunk-5ESBNTXI.js";export{b as gzipMemberName,a as unpack};
