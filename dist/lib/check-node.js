import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{nodeRefusal,oldestNode}from"../cli/chunk-ABSOPQCQ.js";import"../cli/chunk-5YNBE4Y7.js";var refusal=nodeRefusal(process.versions.node,oldestNode);if(refusal!==null)throw new Error(refusal);
