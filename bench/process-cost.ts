import { readdirSync, readFileSync } from "node:fs";

/**
 * Megabytes that a process and all of its descendants have in memory now. Memory that several of them share counts for
 * each. Zero when it has ended, and where there is no `/proc`.
 */
export function treeMegabytes(root: number): number {
  const processes = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? statusOf(Number(name)) : []));
  const children = Map.groupBy(processes, ({ parent }) => parent);
  const sum = (pid: number): number =>
    (children.get(pid) ?? []).reduce((total, child) => total + child.kilobytes + sum(child.pid), 0);
  const own = processes.find(({ pid }) => pid === root)?.kilobytes ?? 0;
  return (own + sum(root)) / 1024;
}

/** The most megabytes that a process had in memory so far. */
export function peakMegabytes(pid: number): number {
  return kilobytes(read(pid), "VmHWM") / 1024;
}

/** Seconds of processor time that a process took so far, with its children that ended. */
export function processorSeconds(pid: number): number {
  try {
    // The name of the program, in brackets, can contain blanks.
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1")
      .replace(/^.*\) /, "")
      .split(" ");
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / ticksPerSecond;
  } catch {
    return 0;
  }
}

/** Linux reports times in hundredths of a second on every architecture. */
const ticksPerSecond = 100;

function statusOf(pid: number) {
  const status = read(pid);
  const parent = Number(/^PPid:\s*(\d+)$/m.exec(status)?.[1] ?? -1);
  return { pid, parent, kilobytes: kilobytes(status, "VmRSS") };
}

function kilobytes(status: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s*(\\d+) kB$`, "m").exec(status)?.[1] ?? 0);
}

function read(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "latin1");
  } catch {
    return "";
  }
}
