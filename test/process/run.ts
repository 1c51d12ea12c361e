import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { Socket } from "node:net";
import type { Readable } from "node:stream";
import { type Command, shellLine } from "./shell-words.ts";

/** What a program left. */
export interface Ended {
  /** As a shell gives it: above 128 for a program that a signal ended. */
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/**
 * Runs a program, without input unless a file of it is named. It is started by a shell, because a process as large as a
 * test's takes milliseconds to fork, and its servers answer no one meanwhile.
 */
export async function run(command: FedCommand): Promise<Ended> {
  const shell = idle.pop() ?? startShell();
  const ended = await shell(command);
  idle.push(shell);
  return ended;
}

interface FedCommand extends Command {
  /** The file that the program reads. */
  readonly inputFile?: string;
}

type Shell = (command: FedCommand) => Promise<Ended>;

const idle: Shell[] = [];

function startShell(): Shell {
  const base = { ...process.env };
  // The shell ends with this process, when its input does.
  const child = spawn("/bin/sh", [], { env: base, stdio: "pipe" });
  const sockets = [child.stdin, child.stdout, child.stderr].filter((stream) => stream instanceof Socket);
  const mark = randomUUID();
  const marked = `printf '\\n${mark} %3d\\n' $code`;
  child.unref();
  for (const socket of sockets) socket.unref();
  return async ({ inputFile = "/dev/null", ...command }) => {
    for (const socket of sockets) socket.ref();
    const outputs = [untilMark(child.stdout, mark), untilMark(child.stderr, mark)] as const;
    child.stdin.write(`${shellLine(command, base, inputFile)}; code=$?; ${marked}; ${marked} >&2\n`);
    const [stdout, stderr] = await Promise.all(outputs);
    for (const socket of sockets) socket.unref();
    return { code: stdout.code, stdout: stdout.bytes, stderr: stderr.bytes };
  };
}

/** Reads until a line that is the mark and a number of three places. */
function untilMark(stream: Readable, mark: string): Promise<{ readonly bytes: Buffer; readonly code: number }> {
  const length = `\n${mark} 000\n`.length;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let tail = Buffer.alloc(0);
    const stopped = () => reject(new Error("The shell ended."));
    const read = (chunk: Buffer) => {
      chunks.push(chunk);
      tail = Buffer.concat([tail, chunk.subarray(-length)]).subarray(-length);
      if (tail.indexOf(mark) !== 1) return;
      stream.off("data", read).off("end", stopped);
      resolve({ bytes: Buffer.concat(chunks).subarray(0, -length), code: Number(tail.toString("latin1", length - 4)) });
    };
    stream.on("data", read).on("end", stopped);
  });
}
