import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Readable } from "node:stream";
import { Failure } from "../../failure.ts";
import { type ScanOptions, type ScanResult, scan } from "../../scan.ts";
import type { Source } from "../../source/source.ts";
import { say, type Terminal } from "../terminal.ts";
import type { ScanArguments } from "./arguments.ts";
import type { ScanFlags } from "./flags.ts";
import { withRepositoryPaths } from "./repository-paths.ts";

/** A local scan that is ready to run. */
export interface LocalScan {
  /** What is scanned, phrased to follow "in". */
  readonly subject: string;
  /** @param watch wraps the source and sees each of its items */
  run(watch: (source: Source) => Source): Promise<ScanResult>;
}

/** The scan that the options select; loads only the source it needs. */
export async function localScan(
  { target: path, paths, remote }: ScanArguments,
  flags: Pick<ScanFlags, "staged" | "range" | "history" | "stdin" | "prePush" | "preReceive" | "name" | "all">,
  options: ScanOptions,
  terminal: Terminal,
  interrupted: AbortSignal,
): Promise<LocalScan> {
  const folder = resolve(terminal.cwd(), path);
  const wholeBytes = options.limits.fileBytes;
  const of = (source: Source, subject: string): LocalScan => ({
    subject,
    run: (watch) => scan(watch(source), options),
  });
  if (flags.stdin) {
    if (path !== ".") throw new Failure("usage", "--stdin scans standard input: leave the path out, or use --name.");
    const { singleText } = await import("../../source/single-text.ts");
    const chunks = until(interrupted, terminal.stdin);
    return of(singleText(chunks, flags.name ?? null, wholeBytes), flags.name ?? "standard input");
  }
  if (flags.staged) {
    const { stagedChanges } = await import("../../source/git/staged-changes.ts");
    const { subject, run } = of(stagedChanges(folder, wholeBytes, paths), `the staged changes${below(paths)}`);
    return {
      subject,
      async run(watch) {
        const result = await run(watch);
        if (paths.length > 0 && isEmpty(result)) await sayMasked(terminal, `There is nothing to scan in ${subject}.`);
        return result;
      },
    };
  }
  if (flags.prePush || flags.preReceive) {
    const { pushSource } = await import("./push-source.ts");
    const hook = flags.prePush ? "pre-push" : "pre-receive";
    return of(pushSource(folder, { hook, remote, wholeBytes, stdin: terminal.stdin }), "the push");
  }
  if (flags.range !== undefined) {
    const { range } = flags;
    const { commitRange } = await import("../../source/git/commit-range.ts");
    const { subject, run } = of(commitRange(folder, range, wholeBytes, paths), `${range}${below(paths)}`);
    return {
      subject,
      async run(watch) {
        const result = await run(watch);
        if (result.coverage.commits === 0) await sayMasked(terminal, `There are no commits in ${subject}.`);
        return result;
      },
    };
  }
  if (flags.history) {
    const { scanHistory } = await import("../../scan-history.ts");
    const { isStoredHistory } = await import("../../source/history/stored-history.ts");
    if (isStoredHistory(folder)) {
      if (paths.length > 0)
        throw new Failure("usage", "Paths narrow the history of a repository: leave them out here.");
      const { scanStoredHistory } = await import("./scan-stored-history.ts");
      return {
        subject: `the history in ${path}`,
        run: (watch) =>
          scanStoredHistory(folder, terminal.cwd(), (directory) => scanHistory(directory, options, watch)),
      };
    }
    const subject = `the history${below(paths)}`;
    return {
      subject,
      async run(watch) {
        if (paths.length === 0) return scanHistory(folder, options, watch);
        const { narrowToPaths } = await import("./narrow-to-paths.ts");
        const { isInHistory } = await import("../../source/git/pathspec.ts");
        const result = await narrowToPaths(folder, paths, () => scanHistory(folder, options, watch));
        if (!isInHistory(folder, paths)) await sayMasked(terminal, `No commit changes anything${below(paths)}.`);
        return result;
      },
    };
  }
  if (isStream(folder)) {
    const { singleText } = await import("../../source/single-text.ts");
    const { createReadStream } = await import("node:fs");
    const chunks = until(interrupted, path === "/dev/stdin" ? terminal.stdin : createReadStream(folder));
    return of(singleText(chunks, flags.name ?? null, wholeBytes), path);
  }
  const { workTree } = await import("../../source/tree/work-tree.ts");
  const source = workTree(folder, {
    files: flags.all ? "all" : "tracked-and-untracked",
    wholeBytes,
    tell: (sentence) => void sayMasked(terminal, sentence),
  });
  return of(withRepositoryPaths(source, folder), path === "." ? "the work tree" : path);
}

/** True when there was not even something that was left out: a path may be misspelt. */
function isEmpty({ coverage: { documents, excluded, notScanned } }: ScanResult): boolean {
  return documents + excluded + notScanned.length === 0;
}

/** Appended to what is scanned. */
function below(paths: readonly string[]): string {
  return paths.length === 0 ? "" : ` at ${paths.join(" ")}`;
}

/** For sentences that contain ref names or git's output. */
async function sayMasked(terminal: Terminal, sentence: string): Promise<void> {
  const { maskKeys } = await import("../../detect/mask-keys.ts");
  await say(terminal, maskKeys(sentence));
}

/** The content of a stream, up to its end or until the scan is interrupted. */
async function* until(interrupted: AbortSignal, stream: Readable): AsyncGenerator<Uint8Array> {
  const leave = () => stream.destroy();
  interrupted.addEventListener("abort", leave);
  try {
    yield* stream;
  } catch (error) {
    if (!interrupted.aborted) throw error;
  } finally {
    interrupted.removeEventListener("abort", leave);
  }
}

/** True for a fifo, a process substitution, a terminal or `/dev/stdin`, which is read as one text like standard input. */
function isStream(path: string): boolean {
  try {
    const stat = statSync(path);
    return stat.isFIFO() || stat.isCharacterDevice();
  } catch {
    return false;
  }
}
