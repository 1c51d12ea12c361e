import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{moment}from"./chunk-4GAKMKTI.js";function expiryText(expiresAt,now=Date.now()){return expiresAt===void 0?null:`${Date.parse(expiresAt)<=now?"Expired":"Expires"} at ${moment(expiresAt)} by its own date`}export{expiryText};
