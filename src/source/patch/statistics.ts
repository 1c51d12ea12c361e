import { type Lines, text } from "./lines.ts";
import type { FileDiff } from "./patch.ts";

/** The diffstat that `git format-patch` writes between the message and the diff. */
export interface Statistics {
  /** Changed lines of each file in diff order; null for a binary file. */
  readonly files: readonly (number | null)[];
  readonly insertions: number;
  readonly deletions: number;
}

const fileLine = /^ .* \| +(?:(\d+)(?: [+-]*)?|Bin(?: \d+ -> \d+ bytes)?)$/;
const totalLine = /^ (\d+) files? changed(?:, (\d+) insertions?\(\+\))?(?:, (\d+) deletions?\(-\))?$/;

/** Parses the text after a mail's `---`, up to the total. Null when git did not write it. */
export function parseStatistics(lines: Lines): Statistics | null {
  const files: (number | null)[] = [];
  for (let line = lines.next(); line !== null; line = lines.next()) {
    const written = text(line);
    const total = totalLine.exec(written);
    if (total !== null) {
      if (Number(total[1]) !== files.length) return null;
      return { files, insertions: Number(total[2] ?? 0), deletions: Number(total[3] ?? 0) };
    }
    const file = fileLine.exec(written);
    if (file === null) return null;
    files.push(file[1] === undefined ? null : Number(file[1]));
  }
  return null;
}

/** True when a diff matches its statistics file by file, which a diff truncated between lines does not. */
export function addsUp(files: readonly FileDiff[], statistics: Statistics): boolean {
  if (files.length !== statistics.files.length) return false;
  let insertions = 0;
  let deletions = 0;
  for (const [index, { hunks, binary }] of files.entries()) {
    const added = hunks.reduce((sum, hunk) => sum + hunk.added.size, 0);
    const removed = hunks.reduce((sum, hunk) => sum + hunk.removed, 0);
    const stated = statistics.files[index] ?? null;
    if (stated === null ? binary === null && added + removed > 0 : stated !== added + removed) return false;
    insertions += added;
    deletions += removed;
  }
  return insertions === statistics.insertions && deletions === statistics.deletions;
}
