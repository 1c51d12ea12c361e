/** One changed path of `git diff-tree --raw -z`, with one old side for each parent. */
export interface RawChange {
  readonly oldModes: readonly string[];
  readonly oldIds: readonly string[];
  readonly mode: string;
  readonly id: string;
  readonly path: string;
}

/** The output of `git diff-tree --stdin --raw -z` for one commit. */
export interface RawCommit {
  readonly commit: string;
  readonly changes: readonly RawChange[];
}

/**
 * Parses output of `git diff-tree --raw -z`, with or without commit ids between the changes, in pieces of any size.
 * Rename detection must be off. Returns what each piece completes; `end` returns the last commit.
 */
export function createRawDiffParser(): { push(chunk: Buffer): RawCommit[]; end(): RawCommit[] } {
  let rest: Buffer = Buffer.alloc(0);
  let header: string | null = null;
  let commit = "";
  let changes: RawChange[] = [];

  return {
    push(chunk) {
      const commits: RawCommit[] = [];
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let start = 0;
      for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, start)) {
        const token = bytes.toString("utf8", start, end);
        start = end + 1;
        if (header !== null) {
          changes.push(rawChange(header, token));
          header = null;
        } else if (token.startsWith(":")) {
          header = token;
        } else {
          if (commit !== "" || changes.length > 0) commits.push({ commit, changes });
          commit = token.trim().split(" ")[0] ?? "";
          changes = [];
        }
      }
      rest = Buffer.from(bytes.subarray(start));
      return commits;
    },
    end: () => (commit !== "" || changes.length > 0 ? [{ commit, changes }] : []),
  };
}

/** `:100644 100755 <id> <id> M`, with one more colon, mode and id for each further parent. */
function rawChange(header: string, path: string): RawChange {
  const parents = /^:+/.exec(header)?.[0].length ?? 1;
  const fields = header.slice(parents).split(" ");
  return {
    oldModes: fields.slice(0, parents),
    mode: fields[parents] ?? "",
    oldIds: fields.slice(parents + 1, 2 * parents + 1),
    id: fields[2 * parents + 1] ?? "",
    path,
  };
}
