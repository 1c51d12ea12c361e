import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a,b}from"./chunk-DN3ZL3GP.js";import"./chunk-GJZEUVDR.js";import"./chunk-46URS6BC.js";import"./chunk-Y32IH6XX.js";import"./chunk-5RSARSKI.js";import"./chunk-5ESBNTXI.js";export{b as gzipMemberName,a as unpack};
