import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a as r,d as t}from"./chunk-L5GVEYMR.js";import{k as o}from"./chunk-SDIAJFWJ.js";function f(n){return e(n)||i(n)}function e(n){return r(n)!==null||t(n)}function i(n){return o(n)}export{f as a,e as b,i as c};
