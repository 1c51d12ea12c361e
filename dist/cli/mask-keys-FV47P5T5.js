import{maskKeys}from"./chunk-BBZ6HHU5.js";import"./chunk-3AZOC5PF.js";import"./chunk-GQ4UXZ3F.js";import"./chunk-GUJNU2BA.js";export{maskKeys};
