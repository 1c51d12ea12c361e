import{nameOf,severalMatch,verifyByList}from"./chunk-6TD7R6IX.js";import"./chunk-HKFRZS22.js";import"./chunk-2SZ2743M.js";import"./chunk-SXQKJU6F.js";export{nameOf,severalMatch,verifyByList};
