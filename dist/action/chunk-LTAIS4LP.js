import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
function i(d,r){let[,e,t]=/^([\w-]*)[.*•…]+([\w-]+)$/.exec(d)??[];if(e===void 0||t===void 0)return!1;let n=r.reveal(),a=r.masked.indexOf("\u2026");return Math.max(e.length-a,0)+t.length>=4&&e.length+t.length<n.length-a&&n.startsWith(e)&&n.endsWith(t)}export{i as a};
