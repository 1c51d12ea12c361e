import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{decompressStream}from"./chunk-W45CZYJS.js";import"./chunk-7SYWJRWB.js";import"./chunk-YE2JACG2.js";import"./chunk-7V6NJDUH.js";import"./chunk-5YNBE4Y7.js";export{decompressStream};
