import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
function isZeroId(id){return/^0+$/.test(id)}export{isZeroId};
