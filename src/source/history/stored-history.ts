import { closeSync, createReadStream, mkdtempSync, openSync, readSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Failure } from "../../failure.ts";
import { containerFormat } from "../archive/container.ts";
import type { NotScanned } from "../coverage.ts";
import { GitError, git, startGit } from "../git/git.ts";
import { readObjects } from "../git/read-objects.ts";
import { isRepository, repositoryAt } from "../git/repository.ts";
import { notScanned } from "../not-scanned.ts";
import { type BundleHeader, parseBundleHeader } from "./bundle-header.ts";
import { commitNode } from "./commit-nodes.ts";
import { listObjects } from "./list-objects.ts";

/** The history that a bundle or a pack holds, unpacked into a repository of its own. */
export interface StoredHistory {
  /** A bare repository, for as long as this is not closed. */
  readonly directory: string;
  /** What the file does not hold, or what of it cannot be read. */
  readonly lines: readonly NotScanned[];
  /** Removes the repository. */
  close(): void;
}

/** Longest header of a bundle: some hundred thousand refs. */
const headerBytes = 64 * 1024 * 1024;

/** True for a file, which may hold a history; a repository is a folder. */
export function isStoredHistory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/**
 * Unpacks a bundle or a pack into a temporary folder that only this user may enter. A damaged one is read as far as
 * possible. Throws a `Failure` when the file is neither.
 * @param around a folder; objects that the file builds on are taken from the repository around it
 */
export async function openStoredHistory(file: string, around: string): Promise<StoredHistory> {
  const header = readHeader(file);
  const directory = mkdtempSync(join(tmpdir(), "keyhawk-history-"));
  const close = () => rmSync(directory, { recursive: true, force: true });
  try {
    const lines = await unpack(file, header, directory, around);
    return { directory, lines: [...lines, ...(await noteLimits(directory, header))], close };
  } catch (error) {
    close();
    throw error;
  }
}

/** The header of a bundle; that of a pack says nothing. */
type Header = BundleHeader & { readonly type: "bundle" | "pack" };

function readHeader(file: string): Header {
  const descriptor = openSync(file, "r");
  try {
    const size = 64 * 1024;
    for (let length = size; ; length *= 4) {
      const buffer = Buffer.alloc(Math.min(length, headerBytes));
      const bytes = buffer.subarray(0, readSync(descriptor, buffer, 0, buffer.length, 0));
      const format = containerFormat(bytes);
      if (format?.name === "git pack") return { ...plain, type: "pack" };
      if (format?.name !== "git bundle") break;
      const header = parseBundleHeader(bytes);
      if (header !== null) return { ...header, type: "bundle" };
      if (bytes.length < buffer.length || length > headerBytes) {
        throw new Failure("incomplete", `${file} is a git bundle that ends within its header: get a whole copy of it.`);
      }
    }
  } finally {
    closeSync(descriptor);
  }
  throw new Failure(
    "usage",
    `${file} holds no history: name a checkout, a bare repository, a git bundle or a pack, or scan the file without --history.`,
  );
}

const plain: BundleHeader = { length: 0, objectFormat: "sha1", isFiltered: false, prerequisites: [], refs: [] };

async function unpack(file: string, header: Header, directory: string, around: string): Promise<NotScanned[]> {
  // A pack does not say how its objects are named: the shorter ids are far more common.
  const formats = header.type === "bundle" ? [header.objectFormat] : (["sha1", "sha256"] as const);
  for (const format of formats) {
    rmSync(directory, { recursive: true, force: true });
    initialise(directory, format);
    const withBases = header.prerequisites.length > 0 ? lendObjects(directory, around) : () => {};
    try {
      await feed(directory, ["index-pack", "--stdin", "--fix-thin"], file, header.length);
      return [];
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
    } finally {
      withBases();
    }
  }
  rmSync(directory, { recursive: true, force: true });
  initialise(directory, formats[0] ?? "sha1");
  await feed(directory, ["unpack-objects", "-r", "-q"], file, header.length).catch((error: unknown) => {
    if (!(error instanceof GitError)) throw error;
  });
  const detail =
    header.prerequisites.length > 0
      ? "Some objects of the bundle are stored as differences from commits that it does not hold: run this scan in a clone that has them."
      : `The ${header.type} is damaged: what follows the damage was not scanned. Get a whole copy of it.`;
  return [notScanned("unreadable", detail)];
}

function initialise(directory: string, format: string): void {
  // Without a template, nothing that a person configured for new repositories runs.
  git(tmpdir(), ["init", "--quiet", "--bare", "--template=", `--object-format=${format}`, directory]);
}

/** Makes another repository's objects readable until the function that it returns is called. */
function lendObjects(directory: string, around: string): () => void {
  const list = join(directory, "objects", "info", "alternates");
  if (isRepository(around)) {
    writeAlternates(list, repositoryAt(around).objects);
  }
  return () => rmSync(list, { force: true });
}

function writeAlternates(list: string, objects: string): void {
  writeFileSync(list, `${JSON.stringify(objects)}\n`);
}

/** Runs git with the pack of a file as its input. Throws git's error. */
async function feed(directory: string, args: readonly string[], file: string, start: number): Promise<void> {
  const running = startGit(directory, args);
  running.output.resume();
  try {
    await pipeline(createReadStream(file, { start }), running.input);
  } catch (error) {
    // Git closes its input when it refuses the rest.
    if (
      !(
        error instanceof Error &&
        "code" in error &&
        (error.code === "EPIPE" || error.code === "ECONNRESET" || error.code === "ERR_STREAM_PREMATURE_CLOSE")
      )
    )
      throw error;
  }
  await running.ended;
}

/** Names the refs, marks where the history ends, and says so. */
async function noteLimits(directory: string, { refs, isFiltered, prerequisites }: Header): Promise<NotScanned[]> {
  const { blob, commit, tag, tree } = await listObjects(directory);
  const present = new Set([blob, commit, tag, tree].flat());
  const boundary: string[] = [];
  for await (const objects of readObjects(repositoryAt(directory), commit)) {
    for (const object of objects) {
      if (object.state !== "whole") continue;
      const { parents } = commitNode(object.id, object.bytes);
      if (parents.some((parent) => !present.has(parent))) boundary.push(object.id);
    }
  }
  if (boundary.length > 0) writeFileSync(join(directory, "shallow"), `${boundary.join("\n")}\n`);
  const known = refs.filter(({ id, name }) => present.has(id) && name.startsWith("refs/"));
  const packed = known.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ id, name }) => `${id} ${name}\n`);
  writeFileSync(join(directory, "packed-refs"), packed.join(""));
  const lines: NotScanned[] = [];
  if (prerequisites.length > 0 || boundary.length > 0) {
    lines.push(
      notScanned(
        "shallow-clone",
        "The history begins at commits that are not in this file: scan a file that holds everything.",
      ),
    );
  }
  if (isFiltered) {
    lines.push(notScanned("partial-clone", "The bundle leaves objects out: scan one that was made without a filter."));
  }
  return lines;
}
