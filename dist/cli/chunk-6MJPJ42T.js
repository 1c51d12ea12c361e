import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
function address(type,parts={}){return{type,repository:null,path:null,commit:null,author:null,date:null,container:[],...parts}}export{address};
