import { execFileSync, spawn } from "node:child_process";
import { fstatSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ended } from "./run.ts";
import { type Command, quoted, shellLine } from "./shell-words.ts";

/** As `run`, but blocks this process until the program has ended. */
export function runSync(command: Command & { readonly input?: string | Uint8Array }): Ended {
  shell ??= startShell();
  return shell(command);
}

/** The output of a program that must succeed. */
export function outputOf(command: Command & { readonly input?: string | Uint8Array }): Buffer {
  const { code, stdout, stderr } = runSync(command);
  if (code !== 0) throw new Error(`${command.words.join(" ")} ended with ${code}: ${stderr}`);
  return stdout;
}

let shell: ((command: Command & { readonly input?: string | Uint8Array }) => Ended) | null = null;

function startShell(): NonNullable<typeof shell> {
  const base = { ...process.env };
  const folder = mkdtempSync(join(tmpdir(), "keyhawk-shell-"));
  const file = (name: string) => join(folder, name);
  execFileSync("mkfifo", [file("commands"), file("codes")]);
  // Opened for both, a pipe waits for nobody.
  const commands = openSync(file("commands"), "r+");
  const codes = openSync(file("codes"), "r+");
  const [stdout, stderr] = [openSync(file("stdout"), "a+"), openSync(file("stderr"), "a+")];
  // The shell ends with this process, when no one is left who could write commands.
  spawn("/bin/sh", [file("commands")], { env: base, stdio: ["ignore", stdout, stderr, codes] }).unref();
  writeSync(commands, `trap ${quoted(`rm -rf ${quoted(folder)}`)} EXIT\n`);
  const answer = Buffer.alloc(16);
  const taken = (descriptor: number): Buffer => {
    const bytes = Buffer.alloc(fstatSync(descriptor).size);
    for (let at = 0; at < bytes.length; ) at += readSync(descriptor, bytes, at, bytes.length - at, at);
    ftruncateSync(descriptor);
    return bytes;
  };
  return ({ input, ...command }) => {
    if (input !== undefined) writeFileSync(file("input"), input);
    const line = shellLine(command, base, input === undefined ? "/dev/null" : file("input"));
    writeSync(commands, `${line}; echo $? >&3\n`);
    const code = Number(answer.toString("latin1", 0, readSync(codes, answer)));
    if (input !== undefined) rmSync(file("input"));
    return { code, stdout: taken(stdout), stderr: taken(stderr) };
  };
}
