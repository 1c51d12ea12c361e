import{gzipMemberName,unpack}from"./chunk-TVQOTXO6.js";import"./chunk-OVOPW2LB.js";import"./chunk-LNGCFRBQ.js";import"./chunk-JH6DPKD7.js";export{gzipMemberName,unpack};
