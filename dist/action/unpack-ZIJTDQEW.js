import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a,b}from"./chunk-GD7WB64L.js";import"./chunk-WGAVOGHG.js";import"./chunk-46URS6BC.js";import"./chunk-Y32IH6XX.js";import"./chunk-5RSARSKI.js";import"./chunk-5ESBNTXI.js";export{b as gzipMemberName,a as unpack};
