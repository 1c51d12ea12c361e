import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { Failure } from "../../failure.ts";
import { GitError } from "./git-error.ts";
import { type GitAccess, networkEnvironment } from "./network-environment.ts";
import { startGit } from "./running-git.ts";

/** A ref of another repository, without its name, which can hold a key. */
export interface SeenRef {
  /** Id of its object. */
  readonly id: string;
  /** The first 16 hex digits of SHA-256 over its name. */
  readonly name: string;
}

export interface FetchOptions extends GitAccess {
  /** An empty folder. */
  readonly directory: string;
  /** Refs whose histories are known already: only what is new since then is copied. */
  readonly known: readonly SeenRef[];
  /** Bytes on disk above which the copy is given up. */
  readonly mostBytes: number;
  readonly signal: AbortSignal;
}

/** A copy of a history, or of what is new in it. */
export interface FetchedHistory {
  /** The refs that the history has now. */
  readonly refs: readonly SeenRef[];
  /** `same`: no ref changed, and nothing was copied. */
  readonly state: "copied" | "same";
  /** Known commits at which a copy of what is new begins: their files are in the copy, their parents are not. */
  readonly boundary: ReadonlySet<string>;
  /** Bytes on disk. */
  readonly bytes: number;
}

/** The history needs more disk than it may have. */
export class HistoryTooLarge extends Failure {
  constructor(mostBytes: number) {
    super("incomplete", `The history is larger than ${Math.floor(mostBytes / 1_000_000)} MB.`);
  }
}

/** The most known commits whose files are copied again so that their histories need not be. */
const mostBoundary = 50;

/**
 * Copies the history behind every ref of a repository into a folder, as a bare repository: branches, tags, pull requests
 * and whatever else the server shows. Throws {@link HistoryTooLarge}, and git's error when the server refuses.
 * @param url of the repository, `https://github.com/acme/shop.git`
 */
export async function fetchHistory(url: string, options: FetchOptions): Promise<FetchedHistory> {
  const { directory, known } = options;
  const run = runner(url, options);
  await runHere(directory, ["init", "--quiet", "--bare"]);
  const remote = parseRefs(await run(["ls-remote", "--symref", url]));
  const refs = remote.refs.map(({ id, name }) => ({ id, name: nameDigest(name) }));
  const scanned = new Set(known.map(({ id, name }) => `${id} ${name}`));
  const fresh = remote.refs.filter(({ id, name }) => !scanned.has(`${id} ${nameDigest(name)}`));
  if (fresh.length === 0) return { refs, state: "same", boundary: new Set(), bytes: 0 };
  if (remote.head !== null) await runHere(directory, ["symbolic-ref", "HEAD", remote.head]);
  if (known.length > 0) await fetchBoundary(url, run, boundaryOf(known, refs, fresh));
  const specs = fresh.map(({ name }) => `+${name}:${name}\n`).join("");
  await run([...fetching, "--stdin", url], known.length === 0 ? "+refs/*:refs/*\n" : specs);
  return { refs, state: "copied", boundary: shallowCommits(directory), bytes: bytesOf(directory) };
}

const fetching = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-gc", "--no-recurse-submodules"];

/** Runs git in the copy, without the network. */
async function runHere(directory: string, args: readonly string[]): Promise<void> {
  const running = startGit(directory, args);
  running.input.end();
  running.output.resume();
  await running.ended;
}

/** Runs git against the server, and stops it when the copy grows too large. */
function runner(url: string, { directory, mostBytes, signal, ...access }: FetchOptions) {
  const environment = networkEnvironment(url, access);
  return async (args: readonly string[], input = ""): Promise<string> => {
    signal.throwIfAborted();
    const running = startGit(directory, args, environment);
    let tooLarge = false;
    const watch = setInterval(() => {
      tooLarge ||= bytesOf(directory) > mostBytes;
      if (tooLarge) running.stop();
    }, watchInterval).unref();
    const stop = () => running.stop();
    signal.addEventListener("abort", stop);
    try {
      // Names of refs are bytes, not always UTF-8.
      running.input.end(Buffer.from(input, "latin1"));
      const output = (await buffer(running.output)).toString("latin1");
      await running.ended;
      signal.throwIfAborted();
      if (tooLarge || bytesOf(directory) > mostBytes) throw new HistoryTooLarge(mostBytes);
      return output;
    } finally {
      clearInterval(watch);
      signal.removeEventListener("abort", stop);
    }
  };
}

/** Milliseconds. */
const watchInterval = 250;

/** Copies known commits without their parents. A server that refuses one, as after a force-push, sends everything. */
async function fetchBoundary(
  url: string,
  run: (args: readonly string[], input?: string) => Promise<string>,
  commits: readonly string[],
): Promise<void> {
  for (const some of [commits, commits.slice(0, 1)]) {
    if (some.length === 0) return;
    const specs = some.map((id, index) => `${id}:refs/keyhawk/known/${index}\n`).join("");
    try {
      await run([...fetching, "--depth=1", "--stdin", url], specs);
      return;
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
    }
  }
}

/** Commits from which the new ones probably descend: where their refs were before, and the refs that did not change. */
function boundaryOf(
  known: readonly SeenRef[],
  now: readonly SeenRef[],
  fresh: readonly { readonly name: string }[],
): readonly string[] {
  const changed = new Set(fresh.map(({ name }) => nameDigest(name)));
  const current = new Set(now.map(({ id }) => id));
  const before = known.filter(({ name }) => changed.has(name));
  const same = known.filter(({ id, name }) => !changed.has(name) && current.has(id));
  return [...new Set([...before, ...same].map(({ id }) => id))].slice(0, mostBoundary);
}

interface RemoteRefs {
  readonly refs: readonly { readonly id: string; readonly name: string }[];
  /** Name of the default branch; null when the repository is empty. */
  readonly head: string | null;
}

function parseRefs(listing: string): RemoteRefs {
  const head = /^ref: (refs\/\S+)\tHEAD$/m.exec(listing)?.[1] ?? null;
  const refs = [...listing.matchAll(/^([0-9a-f]{40,64})\t(refs\/.+)$/gm)].map(([, id = "", name = ""]) => ({
    id,
    name,
  }));
  // `^{}` marks the commit of an annotated tag.
  return { head, refs: refs.filter(({ name }) => !name.endsWith("^{}")) };
}

function nameDigest(name: string): string {
  return createHash("sha256").update(name).digest("hex").slice(0, 16);
}

function shallowCommits(directory: string): ReadonlySet<string> {
  try {
    return new Set(readFileSync(join(directory, "shallow"), "latin1").split("\n").filter(Boolean));
  } catch {
    return new Set();
  }
}

/** Bytes of the packs of a repository; one that is being written counts. */
function bytesOf(directory: string): number {
  const packs = join(directory, "objects", "pack");
  return readdirSync(packs, { recursive: true, encoding: "utf8" }).reduce(
    (sum, name) => sum + (statSync(join(packs, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}
