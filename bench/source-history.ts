import { generator, sourceLines } from "./generated-text.ts";
import { commitCommand } from "./import-repository.ts";

interface SourceHistory {
  readonly seed: number;
  readonly commits: number;
  /** Bytes of each of the 40 files at the beginning. */
  readonly fileBytes: number;
  /** Lines that each commit changes. */
  readonly edits: number;
}

const commitsInRow = 50;

/** Commits, for fast-import, to files of real text that change by some lines with each, as source code does. */
export function* sourceHistory({ seed, commits, fileBytes, edits }: SourceHistory): Generator<string> {
  const random = generator(seed);
  const files = sourceLines(40, fileBytes);
  for (let commit = 1; commit <= commits; commit++) {
    // Runs of commits to one file: fast-import stores a blob as a delta of the one before.
    const file = Math.floor(commit / commitsInRow) % files.length;
    const lines = files[file] ?? [];
    for (let edit = 0; edit < edits; edit++) {
      const at = Math.floor(random() * lines.length);
      lines[at] =
        `  const value${commit}_${edit} = ${Math.floor(random() * 1e9)}; // ${lines[at]?.trim().slice(0, 40) ?? ""}`;
    }
    yield commitCommand({
      mark: commit,
      ref: "refs/heads/main",
      parents: commit === 1 ? [] : [commit - 1],
      files: new Map([[`src/file${file}.ts`, lines.join("\n")]]),
    });
  }
}
