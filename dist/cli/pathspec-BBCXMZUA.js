import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{isInHistory,requirePathspecs}from"./chunk-JJVQ27AU.js";import"./chunk-XC3IB2MQ.js";import"./chunk-TW4C4QOE.js";import"./chunk-7V6NJDUH.js";import"./chunk-MG56NSEN.js";import"./chunk-5YNBE4Y7.js";export{isInHistory,requirePathspecs};
