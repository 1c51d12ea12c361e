import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a}from"./chunk-2GT5O2EH.js";import"./chunk-6QXF4J5L.js";import"./chunk-3S5L6EHS.js";import"./chunk-5ESBNTXI.js";export{a as maskKeys};
