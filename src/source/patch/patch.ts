import { type BinaryChange, parseBinary } from "./binary.ts";
import { createLines, type Line, type Lines, text } from "./lines.ts";
import { headerPaths, unquotePath } from "./path.ts";

/** The new side of one hunk of a unified diff. */
export interface Hunk {
  /** Line of the new file, from 1, on which `bytes` starts; 0 when the new side is empty. */
  readonly firstLine: number;
  /** Context and added lines with their line ends, as in the new file. */
  readonly bytes: Uint8Array;
  /** Line numbers of the new file that the hunk adds. */
  readonly added: ReadonlySet<number>;
  /** How many lines of the old file it removes. */
  readonly removed: number;
}

/** The part of a diff about one file. */
export interface FileDiff {
  /** Null for a new file. */
  readonly oldPath: string | null;
  /** Null for a deleted file. */
  readonly newPath: string | null;
  /** Blob ids from the `index` line, possibly abbreviated; null without one. */
  readonly oldId: string | null;
  readonly newId: string | null;
  /** Octal mode of the new side, e.g. `100644`; null when the diff does not contain it. */
  readonly mode: string | null;
  readonly hunks: readonly Hunk[];
  /** Null for a text change, or when the content did not change. */
  readonly binary: BinaryChange | null;
}

/** The text is not a diff as git writes it. */
export class MalformedDiff extends Error {
  override readonly name = "MalformedDiff";
}

/**
 * Reads a whole `git diff`. Null when anything in it is not what git writes: hunks are delimited by their counts,
 * never by how a line looks. Binary literals are inflated up to `maximumBytes` each.
 */
export function parseDiff(bytes: Uint8Array, maximumBytes: number): FileDiff[] | null {
  const lines = createLines(bytes);
  try {
    const files = readFileDiffs(lines, maximumBytes);
    return lines.peek() === null ? files : null;
  } catch (error) {
    if (error instanceof MalformedDiff) return null;
    throw error;
  }
}

/**
 * Parses hunks without a file header, as in the `patch` field of GitHub's file lists. Null when malformed or truncated.
 */
export function parseHunks(bytes: Uint8Array): Hunk[] | null {
  const lines = createLines(bytes);
  try {
    const hunks = readHunks(lines);
    return lines.peek() === null ? hunks : null;
  } catch (error) {
    if (error instanceof MalformedDiff) return null;
    throw error;
  }
}

/** Parses file after file and stops at the first line that belongs to none. Throws {@link MalformedDiff}. */
export function readFileDiffs(lines: Lines, maximumBytes: number): FileDiff[] {
  const files: FileDiff[] = [];
  while (startsWith(lines.peek(), "diff --git ")) files.push(readFileDiff(lines, maximumBytes));
  return files;
}

const extendedHeader =
  /^(?:old mode|new mode|deleted file mode|new file mode|copy from|copy to|rename from|rename to|similarity index|dissimilarity index|index) /;

function readFileDiff(lines: Lines, maximumBytes: number): FileDiff {
  const first = lines.next();
  if (first === null) throw new MalformedDiff("no header");
  const paths = headerPaths(first.bytes.subarray("diff --git ".length));
  let oldPath = paths?.[0] ?? null;
  let newPath = paths?.[1] ?? null;
  let isNew = false;
  let isDeleted = false;
  let mode: string | null = null;
  let ids: readonly [string, string] | null = null;

  for (let line = lines.peek(); line !== null; line = lines.peek()) {
    const header = text(line);
    if (!extendedHeader.test(header)) break;
    lines.next();
    const rest = (prefix: string) => line.bytes.subarray(prefix.length);
    if (header.startsWith("new mode ")) mode = header.slice("new mode ".length);
    else if (header.startsWith("new file mode ")) {
      isNew = true;
      mode = header.slice("new file mode ".length);
    } else if (header.startsWith("deleted file mode ")) isDeleted = true;
    else if (header.startsWith("rename from ")) oldPath = unquotePath(rest("rename from "));
    else if (header.startsWith("rename to ")) newPath = unquotePath(rest("rename to "));
    else if (header.startsWith("copy from ")) oldPath = unquotePath(rest("copy from "));
    else if (header.startsWith("copy to ")) newPath = unquotePath(rest("copy to "));
    else if (header.startsWith("index ")) {
      const match = /^index ([0-9a-f]{4,64})\.\.([0-9a-f]{4,64})(?: ([0-7]{6}))?$/.exec(header);
      if (match?.[1] === undefined || match[2] === undefined) throw new MalformedDiff("index");
      ids = [match[1], match[2]];
      mode = match[3] ?? mode;
    }
  }

  let hunks: Hunk[] = [];
  let binary: BinaryChange | null = null;
  const next = lines.peek();
  if (startsWith(next, "--- ")) {
    oldPath = markedPath(lines.next(), "--- ", "a/") ?? oldPath;
    const line = lines.next();
    if (!startsWith(line, "+++ ")) throw new MalformedDiff("new name");
    newPath = markedPath(line, "+++ ", "b/") ?? newPath;
    hunks = readHunks(lines);
    if (hunks.length === 0) throw new MalformedDiff("no hunk");
  } else if (next !== null && text(next) === "GIT binary patch") {
    lines.next();
    binary = parseBinary(lines, maximumBytes);
    if (binary === null) throw new MalformedDiff("binary");
  } else if (next !== null && /^Binary files .* differ$/s.test(text(next))) {
    lines.next();
    binary = { type: "left-out" };
  }
  if (!isNew && !isDeleted && (oldPath === null || newPath === null)) throw new MalformedDiff("paths");
  return {
    oldPath: isNew ? null : oldPath,
    newPath: isDeleted ? null : newPath,
    oldId: ids?.[0] ?? null,
    newId: ids?.[1] ?? null,
    mode,
    hunks,
    binary,
  };
}

/** The path of a `---` or `+++` line without its `a/` or `b/`; null for `/dev/null`. */
function markedPath(line: Line | null, marker: string, prefix: string): string | null {
  if (line === null) throw new MalformedDiff("name");
  // Git ends a name that contains a space with a tab.
  const end = line.bytes.at(-1) === 9 ? -1 : undefined;
  const path = unquotePath(line.bytes.subarray(marker.length, end));
  if (path === "/dev/null") return null;
  if (!path.startsWith(prefix)) throw new MalformedDiff("name");
  return path.slice(prefix.length);
}

const hunkHeader = /^@@ -\d{1,10}(?:,(\d{1,10}))? \+(\d{1,10})(?:,(\d{1,10}))? @@/;

function readHunks(lines: Lines): Hunk[] {
  const hunks: Hunk[] = [];
  for (let line = lines.peek(); startsWith(line, "@@ "); line = lines.peek()) {
    lines.next();
    const match = hunkHeader.exec(text(line));
    if (match?.[2] === undefined) throw new MalformedDiff("hunk header");
    hunks.push(readHunk(lines, Number(match[1] ?? 1), Number(match[2]), Number(match[3] ?? 1)));
  }
  return hunks;
}

const newline = Uint8Array.of(10);

function readHunk(lines: Lines, oldLines: number, firstLine: number, newLines: number): Hunk {
  const parts: Uint8Array[] = [];
  const added = new Set<number>();
  let oldLeft = oldLines;
  let newLeft = newLines;
  let removed = 0;
  let last: "old" | "new" = "old";
  while (oldLeft > 0 || newLeft > 0 || isEndMark(lines.peek())) {
    const line = lines.next();
    if (line === null) throw new MalformedDiff("hunk cut off");
    switch (line.bytes[0]) {
      case 0x2b: // +
        added.add(firstLine + newLines - newLeft);
        parts.push(line.bytes.subarray(1), newline);
        newLeft -= 1;
        last = "new";
        break;
      case 0x20: // context
        parts.push(line.bytes.subarray(1), newline);
        newLeft -= 1;
        oldLeft -= 1;
        last = "new";
        break;
      case 0x2d: // -
        oldLeft -= 1;
        removed += 1;
        last = "old";
        break;
      case 0x5c: // \ No newline at end of file
        if (last === "new") parts.pop();
        last = "old";
        break;
      default:
        throw new MalformedDiff("hunk line");
    }
    if (oldLeft < 0 || newLeft < 0) throw new MalformedDiff("hunk count");
  }
  return { firstLine, bytes: Buffer.concat(parts), added, removed };
}

function isEndMark(line: Line | null): boolean {
  return line !== null && line.bytes[0] === 0x5c;
}

function startsWith(line: Line | null, prefix: string): line is Line {
  return line !== null && text(line).startsWith(prefix);
}
