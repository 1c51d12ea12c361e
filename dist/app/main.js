#!/usr/bin/env node
import{nodeRefusal,oldestNode}from"./chunk-PJ2H64YH.js";import"./chunk-SXQKJU6F.js";var refusal=nodeRefusal(process.versions.node,oldestNode);refusal===null?import("./start-EZYPRVSI.js").then(({start})=>start(process),fail):end(refusal,2);function fail(error){end(`This is a defect of Keyhawk, or of its installation: ${error.stack}`,70)}function end(sentence,exitCode){process.exitCode=exitCode,process.stderr.write(`keyhawk-app: ${sentence}
`)}
