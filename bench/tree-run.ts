/* One scan of a folder in a process of its own; prints how much it scanned. */
import { defaultPolicy } from "../src/policy/policy.ts";
import { scan } from "../src/scan.ts";
import { workTree } from "../src/source/tree/work-tree.ts";

const { limits, exposures } = defaultPolicy;
const source = workTree(process.argv[2] ?? ".", { files: "all", wholeBytes: limits.fileBytes });
const { findings, coverage } = await scan(source, { limits, exposures });
const { bytes, documents, notScanned } = coverage;
console.log(JSON.stringify({ findings: findings.length, bytes, documents, notScanned: notScanned.length }));
