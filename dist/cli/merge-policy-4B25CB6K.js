import{mergePolicy}from"./chunk-7U6T72VP.js";import"./chunk-ODY4AK3A.js";import"./chunk-GUJNU2BA.js";export{mergePolicy};
