#!/usr/bin/env node
import{nodeRefusal,oldestNode}from"./chunk-PJ2H64YH.js";import"./chunk-SXQKJU6F.js";function enterCommand(name,load){let end=(sentence,exitCode)=>{process.exitCode=exitCode,process.stderr.write(`${name}: ${sentence}
`)},refusal=nodeRefusal(process.versions.node,oldestNode);if(refusal!==null){end(refusal,2);return}load().then(({start})=>start(process),error=>end(`This is a defect of Keyhawk, or of its installation: ${error.stack}`,70))}enterCommand("keyhawk-app",()=>import("./start-HB3CXE4B.js"));
