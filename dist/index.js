import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import"./action/chunk-5ESBNTXI.js";function n(e,o){let[r=0,i=0]=e.split(".").map(Number),[t=0,d=0]=o.split(".").map(Number);return r>t||r===t&&i>=d?null:`Keyhawk needs Node ${o} or later and did not run on Node ${e}: update Node, then run it again.`}var s=n(process.versions.node,"24.0");s===null?import("./action/start-XZDANJME.js").then(({start:e})=>e(process)):(process.exitCode=2,process.stdout.write(`::error title=Keyhawk::${s}
`));
