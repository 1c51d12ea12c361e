import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a,b}from"./chunk-45YXYQ4G.js";import"./chunk-MYGDX72V.js";import"./chunk-4RJKGXG7.js";import"./chunk-Q5UATVTH.js";import"./chunk-3ZZZ2MM2.js";import"./chunk-5ESBNTXI.js";export{b as gzipMemberName,a as unpack};
