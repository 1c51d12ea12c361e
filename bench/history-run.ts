/* One history scan in a process of its own; prints its peak resident memory in megabytes. */
import { defaultPolicy } from "../src/policy/policy.ts";
import { scanHistory } from "../src/scan-history.ts";
import { peakKilobytes } from "./peak-memory.ts";

const { coverage, findings } = await scanHistory(process.argv[2] ?? ".", { limits: defaultPolicy.limits });
const megabytes = peakKilobytes() / 1024;
console.log(
  JSON.stringify({ megabytes, bytes: coverage.bytes, documents: coverage.documents, findings: findings.length }),
);
