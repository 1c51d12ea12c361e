import{maskKeys}from"./chunk-EXBHETGY.js";import"./chunk-PS3ONMSG.js";import"./chunk-I2ZWDHXK.js";import"./chunk-VNK5B7AC.js";import"./chunk-BXSWGVIY.js";export{maskKeys};
