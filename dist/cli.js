#!/usr/bin/env node
import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{nodeRefusal,oldestNode}from"./cli/chunk-ABSOPQCQ.js";import"./cli/chunk-5YNBE4Y7.js";function enterCommand(name,load){let end=(sentence,exitCode)=>{process.exitCode=exitCode,process.stderr.write(`${name}: ${sentence}
`)},refusal=nodeRefusal(process.versions.node,oldestNode);if(refusal!==null){end(refusal,2);return}load().then(({start})=>start(process),error=>end(`This is a defect of Keyhawk, or of its installation: ${error.stack}`,70))}enterCommand("keyhawk",()=>import("./cli/start-YLMFVYWP.js"));
