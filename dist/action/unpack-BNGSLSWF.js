import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a,b}from"./chunk-C5D2CGFW.js";import"./chunk-3AA4DVUH.js";import"./chunk-I2N5MEDN.js";import"./chunk-VCMQWOYD.js";import"./chunk-T75JCUIK.js";import"./chunk-5ESBNTXI.js";export{b as gzipMemberName,a as unpack};
