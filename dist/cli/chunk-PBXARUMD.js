import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
function camelCase(name){return name.replace(/-([a-z])/g,(_,letter)=>letter.toUpperCase())}function camelCased(fields){return Object.fromEntries(Object.entries(fields).map(([name,value])=>[camelCase(name),value]))}export{camelCase,camelCased};
