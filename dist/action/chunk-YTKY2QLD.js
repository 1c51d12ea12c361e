import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{i as o}from"./chunk-WLS2GBEF.js";function f(s){let n=Buffer.from(s),r="",t=0;for(let e of o(n).detections)e.start<t||(r+=n.toString("utf8",t,e.start)+e.credential.masked,t=e.end);return r+n.toString("utf8",t)}export{f as a};
