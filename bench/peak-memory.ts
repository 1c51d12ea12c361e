import { existsSync, readFileSync } from "node:fs";

/** Kilobytes of this process's peak. On Linux `maxRSS` includes the peak of the parent process; `VmHWM` does not. */
export function peakKilobytes(): number {
  const status = "/proc/self/status";
  const line = existsSync(status) ? /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(status, "latin1"))?.[1] : undefined;
  return line === undefined ? process.resourceUsage().maxRSS : Number(line);
}
