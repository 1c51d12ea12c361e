import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
function e(o){let n=o instanceof Error?o.cause:void 0;return n instanceof Error&&"code"in n?` (${String(n.code)})`:""}export{e as a};
