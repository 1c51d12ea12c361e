/* One history scan in a process of its own; prints its peak resident memory in megabytes. */
import { existsSync, readFileSync } from "node:fs";
import { defaultPolicy } from "../src/policy/policy.ts";
import { scanHistory } from "../src/scan-history.ts";

/** On Linux `maxRSS` includes the peak of the parent process; `VmHWM` does not. */
function peakKilobytes(): number {
  const status = "/proc/self/status";
  const line = existsSync(status) ? /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(status, "latin1"))?.[1] : undefined;
  return line === undefined ? process.resourceUsage().maxRSS : Number(line);
}

const { coverage, findings } = await scanHistory(process.argv[2] ?? ".", { limits: defaultPolicy.limits });
const megabytes = peakKilobytes() / 1024;
console.log(
  JSON.stringify({ megabytes, bytes: coverage.bytes, documents: coverage.documents, findings: findings.length }),
);
