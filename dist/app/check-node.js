import{nodeRefusal,oldestNode}from"./chunk-PJ2H64YH.js";import"./chunk-SXQKJU6F.js";var refusal=nodeRefusal(process.versions.node,oldestNode);if(refusal!==null)throw new Error(refusal);
