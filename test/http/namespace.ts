import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Makes a network namespace with nothing in it but a loopback that is down, and runs a command there. */
const isolate = ["unshare", ...(process.getuid?.() === 0 ? [] : ["--map-root-user"]), "--net"];

/** Why no network namespace can be made here; null when one can. */
export function noNamespace(): string | null {
  try {
    const [command = "", ...args] = [...isolate, "ip", "link", "set", "lo", "up"];
    execFileSync(command, args, { stdio: "pipe" });
    return null;
  } catch (error) {
    return `No network namespace can be made (unshare and ip are needed): ${error instanceof Error ? error.message : error}`;
  }
}

/** The words before a command that run it where nothing is reached but a proxy on a Unix socket. */
export function onlyThrough(socket: string): readonly string[] {
  return [...isolate, process.execPath, join(import.meta.dirname, "behind-proxy.ts"), socket];
}
