import{mergePolicy}from"./chunk-GKEALU2I.js";import"./chunk-HBRPSQO2.js";export{mergePolicy};
