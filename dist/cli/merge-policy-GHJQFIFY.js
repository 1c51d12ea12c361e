import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{mergePolicy}from"./chunk-VOITGLUR.js";import"./chunk-PBXARUMD.js";import"./chunk-XX3UVDXW.js";import"./chunk-OEOBRKUR.js";import"./chunk-5YNBE4Y7.js";export{mergePolicy};
