import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
var package_default={version:"0.1.0"};var version=package_default.version;export{version};
