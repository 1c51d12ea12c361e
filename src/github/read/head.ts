import type { Origin } from "../../source/patch/documents.ts";
import { parseDiff } from "../../source/patch/patch.ts";
import type { SourceItem } from "../../source/source.ts";
import { requestBytes } from "../client/request-bytes.ts";
import { githubFailure, isAbsent, isServerError, isUnserved } from "../client/request-error.ts";
import { type ChangeReader, fullName } from "./change-reader.ts";
import { diffItems } from "./diff.ts";
import { readWholeFile } from "./whole-file.ts";

const mostDiffBytes = 64 * 1024 * 1024;

/**
 * The newest state of a change, with the head's line numbers: what it adds to `base`, all commits together. If GitHub
 * does not serve that diff, or there is no base, the files in `paths` as they are at the head.
 * @param paths where keys were found; binary files elsewhere are not fetched
 */
export async function* readHead(
  reader: ChangeReader,
  ends: { readonly base: string | null; readonly head: string },
  paths: ReadonlySet<string>,
): AsyncGenerator<SourceItem> {
  const { base, head } = ends;
  const origin: Origin = { repository: fullName(reader), commit: head, author: null, date: null };
  try {
    const diff = base === null ? null : await requestDiff(reader, base, head);
    // The base already contains everything of a merged change.
    if (diff === null || diff.length === 0) {
      for (const path of paths) yield* readWholeFile(reader, { path, origin, blob: null, earlier: [] });
      return;
    }
    const relevant = diff.filter(
      ({ binary, newPath, oldPath }) =>
        binary === null ||
        binary.type === "literal" ||
        [newPath, oldPath].some((path) => path !== null && paths.has(path)),
    );
    yield* diffItems(reader, relevant, origin);
  } catch (error) {
    throw githubFailure(error, fullName(reader));
  }
}

async function requestDiff(reader: ChangeReader, base: string, head: string) {
  const { client, owner, repo } = reader;
  try {
    const body = await requestBytes(
      client,
      "GET /repos/{owner}/{repo}/compare/{basehead}",
      { owner, repo, basehead: `${base}...${head}` },
      { accept: "application/vnd.github.diff", maximumBytes: mostDiffBytes, tries: "one" },
    );
    return body.type === "too-large" ? null : parseDiff(body.bytes, reader.limits.fileBytes);
  } catch (error) {
    if (isUnserved(error) || isServerError(error) || isAbsent(error)) return null;
    throw error;
  }
}
