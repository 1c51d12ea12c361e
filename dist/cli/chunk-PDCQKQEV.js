import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{maskOpening}from"./chunk-UM2CTKET.js";import{visible}from"./chunk-I55NKFVV.js";var longestName=1e4;function printable(text,length=300){let known=maskOpening(text,longestName),short=visible(known.length>length?known.slice(0,length):known);return text.length<=longestName&&known.length<=length&&short.length<=2*length?short:`${short.slice(0,2*length).replace(/[\ud800-\udbff]$/,"")}\u2026`}function code(text,length){let line=printable(text,length);if(line.trim()==="")return"` `";let longest=longestRun(line),fence="`".repeat(longest+1),padded=longest>0||/^ | $/.test(line)?` ${line} `:line;return`${fence}${padded}${fence}`}function cell(markdown){return markdown.replace(/\|/g,"\xA6")}function folded(title,body){return`<details><summary>${title}</summary>

${body}

</details>`}function longestRun(text){return(text.match(/`+/g)??[]).reduce((longest,run)=>Math.max(longest,run.length),0)}export{printable,code,cell,folded};
