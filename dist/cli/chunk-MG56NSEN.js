import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
var Failure=class extends Error{name="Failure";code;constructor(code,message,options){super(message,options),this.code=code}get exitCode(){return this.code==="incomplete"?3:2}};export{Failure};
