import { address } from "../../source/document.ts";
import { maskedName } from "../../source/masked-name.ts";
import { notScannedItem } from "../../source/not-scanned.ts";
import type { Origin } from "../../source/patch/documents.ts";
import type { SourceItem } from "../../source/source.ts";
import { isAbsent, isUnserved, statusOf } from "../client/request-error.ts";
import { readBeyondRows } from "./beyond-rows.ts";
import { type ChangeReader, fullName } from "./change-reader.ts";
import { commitHeaders, headerItems, personOf } from "./header-items.ts";
import { type FileRow, readRow } from "./rows.ts";
import { unserved } from "./unserved.ts";

// GitHub's limits: rows of a page, of a commit over all pages, and of a comparison.
const rowsPerPage = 300;
const mostRows = 3_000;
const mostCompareRows = 300;

interface CommitPage {
  readonly origin: Origin;
  readonly message: string;
  readonly headers: readonly (string | null)[];
  readonly parents: readonly string[];
  readonly tree: string;
  readonly rows: readonly FileRow[];
  readonly last: boolean;
}

/**
 * Reads one commit, with all of its files, from GitHub's JSON: the way that always works, at the cost of a request for
 * each commit. In a merge commit, only what is in none of its parents counts.
 */
export async function* readCommit(reader: ChangeReader, id: string): AsyncGenerator<SourceItem> {
  if (reader.commitsLeft <= 0) {
    const detail = `More than ${reader.limits.commits} commits of the change had to be read one by one.`;
    yield notScannedItem("too-many-commits", detail, { commit: id });
    return;
  }
  reader.commitsLeft -= 1;
  let page: CommitPage;
  try {
    page = await requestPage(reader, id, 1);
  } catch (error) {
    const item = unreadable(error, id);
    if (item === null) throw error;
    yield item;
    return;
  }
  const { origin, parents } = page;
  yield { type: "commits", count: 1 };
  yield {
    type: "document",
    document: {
      address: address("commit-message", origin),
      bytes: Buffer.from(page.message),
      firstLine: 1,
      added: null,
    },
  };
  yield* headerItems(page.headers, origin);
  const { rows, failure } = await remainingRows(reader, id, page);
  const relevant = parents.length > 1 ? await changedFromAll(reader, id, parents.slice(1), rows) : rows;
  const context = { origin, parent: parents[0] ?? null, otherParents: parents.slice(1) };
  for (const row of relevant) yield* readRow(reader, row, context);
  if (failure !== null) {
    yield unserved(failure, "the list of all files of the commit", { commit: origin.commit });
  } else if (rows.length >= mostRows) {
    yield* readBeyondRows(reader, { ...context, tree: page.tree, known: new Set(rows.map((row) => row.filename)) });
  }
}

/** The headers of a commit whose patch was read: a patch shows the author only. */
export async function* readHeaders(reader: ChangeReader, id: string): AsyncGenerator<SourceItem> {
  try {
    const { headers, origin } = await requestPage(reader, id, 1);
    yield* headerItems(headers, origin);
  } catch (error) {
    if (!isAbsent(error) && !isUnserved(error)) throw error;
    yield unserved(error, "the committer of the commit", { commit: id });
  }
}

async function requestPage(reader: ChangeReader, id: string, page: number): Promise<CommitPage> {
  const { client, owner, repo } = reader;
  const { data, headers } = await client.request("GET /repos/{owner}/{repo}/commits/{ref}", {
    owner,
    repo,
    ref: id,
    ...(page === 1 ? {} : { page }),
  });
  const rows = data.files ?? [];
  const { author } = data.commit;
  const date = author?.date ?? null;
  return {
    origin: {
      repository: fullName(reader),
      commit: data.sha,
      author: maskedName(personOf(author)),
      date: date === null ? null : isoDate(date),
    },
    message: data.commit.message,
    headers: commitHeaders(data.commit),
    parents: data.parents.map((parent) => parent.sha),
    tree: data.commit.tree.sha,
    rows,
    last: rows.length < rowsPerPage && !/rel="next"/.test(headers.link ?? ""),
  };
}

async function remainingRows(
  reader: ChangeReader,
  id: string,
  first: CommitPage,
): Promise<{ rows: readonly FileRow[]; failure: unknown }> {
  const rows = [...first.rows];
  try {
    for (let page = 2, { last } = first; !last && rows.length < mostRows; page++) {
      const next = await requestPage(reader, id, page);
      rows.push(...next.rows);
      last = next.last || next.rows.length === 0;
    }
    return { rows, failure: null };
  } catch (error) {
    if (!isUnserved(error)) throw error;
    return { rows, failure: error };
  }
}

/**
 * The rows of a merge whose file differs from every parent; the others came unchanged from a parent. Requested only
 * when that saves reading files, since findings are compared with the other parents in any case.
 */
async function changedFromAll(
  reader: ChangeReader,
  id: string,
  otherParents: readonly string[],
  rows: readonly FileRow[],
): Promise<readonly FileRow[]> {
  let relevant = rows.filter((row) => row.status !== "removed");
  for (const parent of otherParents) {
    if (relevant.every((row) => row.patch !== undefined)) return relevant;
    const { client, owner, repo } = reader;
    try {
      const { data } = await client.request("GET /repos/{owner}/{repo}/compare/{basehead}", {
        owner,
        repo,
        basehead: `${parent}...${id}`,
        per_page: 1,
      });
      const files = data.files ?? [];
      if (files.length >= mostCompareRows) continue;
      const changed = new Set(files.map((file) => file.filename));
      relevant = relevant.filter((row) => changed.has(row.filename));
    } catch (error) {
      if (!isUnserved(error) && !isAbsent(error)) throw error;
    }
  }
  return relevant;
}

function unreadable(error: unknown, commit: string): SourceItem | null {
  if (isAbsent(error) || statusOf(error) === 422) {
    return notScannedItem("no-access", "GitHub does not show the commit.", { commit });
  }
  if (isUnserved(error)) return unserved(error, "the commit", { commit });
  return null;
}

function isoDate(date: string): string | null {
  const time = Date.parse(date);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
