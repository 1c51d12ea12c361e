import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
function historyDetail(what){return`It is a ${what}, and the commits in it were not scanned: run keyhawk scan --history on it.`}export{historyDetail};
