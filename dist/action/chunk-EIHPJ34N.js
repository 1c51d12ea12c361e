import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{a as r,d as t}from"./chunk-L5GVEYMR.js";import{b as o}from"./chunk-3S5L6EHS.js";function f(n){return e(n)||i(n)}function e(n){return r(n)!==null||t(n)}function i(n){return o(n)}export{f as a,e as b,i as c};
