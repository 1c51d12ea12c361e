import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a,b}from"./chunk-IWK3BABP.js";import"./chunk-3AA4DVUH.js";import"./chunk-I2N5MEDN.js";import"./chunk-VCMQWOYD.js";import"./chunk-5RSARSKI.js";import"./chunk-5ESBNTXI.js";export{b as gzipMemberName,a as unpack};
