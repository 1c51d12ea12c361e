import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
async function u(n,o){if(n.body===null)return"";let t=[],r=0;for await(let e of n.body)if(t.push(e),r+=e.length,r>o)return"";return Buffer.concat(t).toString("utf8")}export{u as a};
