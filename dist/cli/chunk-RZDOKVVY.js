import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{address}from"./chunk-6MJPJ42T.js";import{mayHoldKey}from"./chunk-GCCVMGNK.js";function*pathItems(path,origin={}){let bytes=Buffer.from(path);mayHoldKey(bytes)&&(yield{type:"document",document:{address:address("path",origin),bytes,firstLine:1,added:null}})}function*pathsItems(paths,origin={}){if(mayHoldKey(Buffer.from(paths.join(`
`))))for(let path of paths)yield*pathItems(path,origin)}export{pathItems,pathsItems};
