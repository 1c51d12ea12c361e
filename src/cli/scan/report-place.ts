import { access, constants, lstat, readlink, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { Failure } from "../../failure.ts";
import type { Terminal } from "../terminal.ts";

/** The file to which a report is written. */
export interface ReportPlace {
  /** The path as the caller wrote it. */
  readonly name: string;
  /** Rejects with the system's error. */
  write(text: string): Promise<void>;
}

/**
 * The file of `--output`; null for standard output. Checked before the scan, so that hours of work are not lost to a
 * missing folder. Throws a `Failure` when the file cannot be written.
 */
export async function reportPlace(name: string | undefined, terminal: Terminal): Promise<ReportPlace | null> {
  if (name === undefined || name === "-" || name === "/dev/stdout") return null;
  const path = resolve(terminal.cwd(), name);
  try {
    return { name, write: await writerOf(path, name) };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw refusal(name, codeOf(error), error);
  }
}

/** The reason of a failure, phrased for use in a sentence. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown error";
}

async function writerOf(path: string, name: string): Promise<ReportPlace["write"]> {
  const found = await stat(path).catch(absentOnly);
  if (found === null) {
    // Writing through a dangling link creates its target.
    const link = await readlink(path).catch(() => null);
    const real = link === null ? path : resolve(dirname(path), link);
    await access(dirname(real), constants.W_OK | constants.X_OK);
    return link === null ? (text) => replace(path, text, 0o644) : (text) => writeFile(path, text);
  }
  if (found.isDirectory()) throw new Failure("usage", `--output ${name} is a folder: name a file.`);
  await access(path, constants.W_OK);
  // Devices and fifos are written to directly: replacing one would destroy it.
  if (!found.isFile()) return (text) => writeFile(path, text);
  const real = await realpath(path);
  const isReplaceable = await access(dirname(real), constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  return isReplaceable ? (text) => replace(real, text, found.mode & 0o777) : (text) => writeFile(real, text);
}

/** Replaces the file atomically: readers see the old report or the new one, never part of one. */
async function replace(path: string, text: string, mode: number): Promise<void> {
  // The file may have been replaced since the scan began.
  const present = await lstat(path).catch(absentOnly);
  if (present !== null && !present.isFile()) return writeFile(path, text);
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}`);
  try {
    await writeFile(draft, text, { mode });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

function absentOnly(error: unknown): null {
  if (codeOf(error) === "ENOENT") return null;
  throw error;
}

function refusal(name: string, code: string, cause: unknown): Failure {
  const message =
    code === "ENOENT" || code === "ENOTDIR"
      ? `The folder of --output ${name} does not exist: create it first.`
      : `The report cannot be written to --output ${name} (${code}): name a file that you may write.`;
  return new Failure("usage", message, { cause });
}
