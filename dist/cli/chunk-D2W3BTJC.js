import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
var ending=" > text";function textMemberName(member){return`${member}${ending}`}function memberOfText(name){return name.endsWith(ending)?name.slice(0,-ending.length):null}export{textMemberName,memberOfText};
