import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{coverageLine,notScannedSection,problemsSection}from"./chunk-2TATYSPQ.js";import{scannedKeys}from"./chunk-BW4QELPU.js";import"./chunk-RLCB3T7S.js";import{detailMarkdown}from"./chunk-5P5B4TVW.js";import{expiryText}from"./chunk-OZBECDYT.js";import{textName}from"./chunk-6ADR4DYG.js";import{code}from"./chunk-PDCQKQEV.js";import"./chunk-EMS6U7YM.js";import{exposures}from"./chunk-5ZDJHFEX.js";import"./chunk-UM2CTKET.js";import"./chunk-E3C73A3M.js";import"./chunk-CGEISZTW.js";import{kinds}from"./chunk-7HYWIMCD.js";import{count,hiddenAs,ignoredWhere}from"./chunk-4GAKMKTI.js";import"./chunk-I55NKFVV.js";import"./chunk-5YNBE4Y7.js";var mostPlaces=100,mostEntries=1e3;function renderMarkdown(report){let counted=scannedKeys(report.findings.filter(finding=>finding.ignored===null)),ignored=report.findings.filter(finding=>finding.ignored!==null);return`${[`# ${counted.length===0?"No OpenAI keys":count(counted.length,"OpenAI key")} in ${code(report.subject)}`,...counted.map(keyMarkdown),ignored.length===0?"":`## Ignored

${ignored.slice(0,mostEntries).map(ignoredLine).join(`
`)}${cut(ignored.length,mostEntries)}`,report.exposures.length===0?"":`## Risks without a key

${report.exposures.slice(0,mostEntries).map(found=>`- **${exposures[found.id].title}**: ${where({...found,encoding:[]})}. ${exposures[found.id].remedy}`).join(`
`)}${cut(report.exposures.length,mostEntries)}`,notScannedSection(report.coverage,mostEntries),problemsSection(report.problems,mostEntries),coverageLine(report.coverage)].filter(part=>part!=="").join(`

`)}
`}function keyMarkdown({first,findings}){let kind=kinds[first.kind],{revocation}=kind,expiry=expiryText(first.expiresAt),places=findings.slice(0,mostPlaces).map(finding=>`  - ${where(finding)}`);return[`## ${code(first.masked)} ${kind.title}`,"",kind.reach,"",`- Severity: ${first.severity}, confidence: ${first.confidence}, status: ${first.status}`,...expiry===null?[]:[`- ${expiry}`],...detailMarkdown(first.details),`- Fingerprint: ${code(first.fingerprint)}`,`- Revoke: [${revocation.name}](${revocation.url}). ${revocation.instruction}`,`- Places:
${places.join(`
`)}${findings.length>mostPlaces?`
  - and ${findings.length-mostPlaces} more`:""}`].join(`
`)}function where(finding){let{address}=finding,hidden=hiddenAs(finding.encoding),name=address.path===null?textName(address):[address.path,...address.container].map(part=>code(part)).join(" \u203A "),commit=address.commit===null||address.type==="commit-message"?"":` in ${code(address.commit.slice(0,7))}`;return`${name} line ${finding.line}, column ${finding.column}${commit}${hidden===""?"":`, ${hidden}`}`}function ignoredLine(finding){let how=`ignored ${ignoredWhere(finding.ignoredBy)}`;return`- ${code(finding.masked)} ${where(finding)}, ${how}: ${code(finding.ignored??"",300)}`}function cut(total,most){return total>most?`
- and ${total-most} more`:""}export{renderMarkdown};
