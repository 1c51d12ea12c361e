import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, fstatSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileCache } from "../built/built.ts";
import type { HostedRun } from "./host.ts";
import type { Ended } from "./run.ts";

/** Runs a program of ours in a process that has run others before: loading and compiling it takes most of its time. */
export async function runHosted(run: HostedRun): Promise<Ended> {
  const host = idle.pop() ?? startHost();
  const ended = await host.run(run);
  // A program that exits ends its host.
  if (host.isAlive()) idle.push(host);
  else host.close();
  return ended;
}

interface Host {
  run(run: HostedRun): Promise<Ended>;
  isAlive(): boolean;
  /** Closes the files of a host that has ended. */
  close(): void;
}

const idle: Host[] = [];

function startHost(): Host {
  const [stdout, stderr] = [unnamedFile(), unnamedFile()];
  const child = spawn(process.execPath, [join(import.meta.dirname, "host.ts")], {
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    stdio: ["ignore", stdout, stderr, "ipc"],
    serialization: "advanced",
  });
  child.unref();
  child.channel?.unref();
  return {
    async run(run) {
      child.ref();
      child.channel?.ref();
      child.send(run);
      const code = await endOf(child);
      child.unref();
      child.channel?.unref();
      return { code, stdout: taken(stdout), stderr: taken(stderr) };
    },
    isAlive: () => child.exitCode === null && child.signalCode === null,
    close() {
      for (const descriptor of [stdout, stderr]) closeSync(descriptor);
    },
  };
}

async function endOf(child: ChildProcess): Promise<number> {
  const done = new AbortController();
  const { signal } = done;
  try {
    const [code] = await Promise.race([once(child, "message", { signal }), once(child, "exit", { signal })]);
    return Number(code);
  } finally {
    done.abort();
  }
}

/** A file that is gone when nobody has it open any more. */
function unnamedFile(): number {
  const folder = mkdtempSync(join(tmpdir(), "keyhawk-host-"));
  const descriptor = openSync(join(folder, "output"), "a+");
  rmSync(folder, { recursive: true });
  return descriptor;
}

/** What was written to a file since it was last emptied; empties it. */
function taken(descriptor: number): Buffer {
  const bytes = Buffer.alloc(fstatSync(descriptor).size);
  for (let at = 0; at < bytes.length; ) at += readSync(descriptor, bytes, at, bytes.length - at, at);
  ftruncateSync(descriptor);
  return bytes;
}
