import { address, type DocumentType } from "../../source/document.ts";
import { notScannedItem } from "../../source/not-scanned.ts";
import type { SourceItem } from "../../source/source.ts";
import type { Change, PullRequestChange, PushChange } from "../change.ts";
import type { GitHubClient } from "../client/client.ts";
import { githubFailure, isAbsent, isUnserved } from "../client/request-error.ts";
import { type ChangeReader, fullName } from "./change-reader.ts";
import { readCommit, readHeaders } from "./commit.ts";
import { headerItems, personOf, signedHeaders } from "./header-items.ts";
import { type CommitList, listAll } from "./list-commits.ts";
import { type CommitRange, type ExpectedCommits, readRange } from "./range.ts";
import { type RequestedPatch, requestPatch } from "./request-patch.ts";

/** GitHub lists at most this many commits in a push. */
const mostPushCommits = 2_048;

const mostNestedTags = 5;

/**
 * Every document of a change: the added lines and the message of each of its commits, and the texts around them. Throws
 * a `Failure` when GitHub does not show the repository or the change, or cannot be reached.
 */
export async function* readChange(reader: ChangeReader, change: Change): AsyncGenerator<SourceItem> {
  try {
    if (change.type === "push") yield* readPush(reader, change);
    else yield* readPullRequest(reader, change);
  } catch (error) {
    throw githubFailure(error, fullName(reader));
  }
}

/** Requests the patch that {@link readChange} reads first; null if it reads something else first. */
export function requestFirst(client: GitHubClient, change: Change): RequestedPatch | null {
  const base = baseOf(change);
  const head = headOf(change);
  return base === null || head === null ? null : requestPatch(client, change, { base, head });
}

/** The state that the change's newest one is compared with; null when there is none. */
export function baseOf(change: Change): string | null {
  if (change.type === "pull-request") return change.baseRef;
  if (change.mergesInto !== undefined) return change.mergesInto;
  if (change.ref === `refs/heads/${change.defaultBranch}` && change.created) return null;
  return change.created || change.ref.startsWith("refs/tags/") ? change.defaultBranch : change.before;
}

/** The commit of the change's newest state; null for a tag of something other than a commit. */
export function headOf(change: Change): string | null {
  if (change.type === "pull-request") return change.headSha;
  return change.ref.startsWith("refs/tags/") ? change.headCommit : change.after;
}

async function* readPullRequest(reader: ChangeReader, change: PullRequestChange): AsyncGenerator<SourceItem> {
  const { baseRef, baseSha, headSha, commits } = change;
  const expected: ExpectedCommits = { type: "count", count: commits };
  // Uses the branch's name, so that commits merged from it since do not count as the pull request's.
  let outcome = yield* readRange(reader, { base: baseRef, head: headSha, expected });
  // Once the pull request is merged, its commits are on the branch, too: the event's base separates them.
  const merged = outcome.type === "read" && outcome.commits === 0 && commits > 0;
  if (outcome.type === "absent" || merged) {
    outcome = yield* readRange(reader, { base: baseSha, head: headSha, expected });
  }
  if (outcome.type === "absent") {
    await requireCommit(reader, headSha);
    yield* readFromRoots(reader, headSha);
  }
  if (outcome.type === "read" && outcome.commits === 0 && commits > 0) {
    yield notScannedItem("not-in-diff", "GitHub showed none of the pull request's commits.", { commit: headSha });
  }
  yield* textItems(reader, "pull-request-title", change.title);
  yield* textItems(reader, "pull-request-body", change.body);
  yield* textItems(reader, "ref-name", change.headRef);
}

async function* readPush(reader: ChangeReader, change: PushChange): AsyncGenerator<SourceItem> {
  const head = headOf(change);
  const base = baseOf(change);
  if (head !== null && base === null) yield* readFromRoots(reader, head);
  else if (head !== null && base !== null) yield* readPushedRange(reader, change, base, head);
  for (const id of change.suspiciousCommitters ?? []) yield* readHeaders(reader, id);
  if (change.ref.startsWith("refs/tags/") && change.after !== head) yield* readTags(reader, change.after);
  yield* textItems(reader, "ref-name", change.ref.replace(/^refs\/(?:heads|tags)\//, ""));
}

async function* readPushedRange(
  reader: ChangeReader,
  change: PushChange,
  base: string,
  head: string,
): AsyncGenerator<SourceItem> {
  // A new ref may include commits already pushed under another name, which the event does not list.
  const listed = change.commits.length > 0 && change.commits.length < mostPushCommits;
  const certain = base === change.before && listed;
  const range: CommitRange = {
    base,
    head,
    expected: { type: certain ? "ids" : "at-least", ids: change.commits },
  };
  let outcome = yield* readRange(reader, range);
  // Once the group is merged, its commits are the branch's own.
  if (change.mergesInto !== undefined && outcome.type === "read" && outcome.commits === 0) {
    outcome = yield* readRange(reader, { ...range, base: change.before });
  }
  if (outcome.type === "read") return;
  await requireCommit(reader, head);
  if (certain) for (const id of change.commits) yield* readCommit(reader, id);
  else yield* readFromRoots(reader, head);
}

/**
 * Reads everything that is reachable from a commit: a first push, or a history without a common ancestor with the base.
 */
async function* readFromRoots(reader: ChangeReader, head: string): AsyncGenerator<SourceItem> {
  const { commits, left }: CommitList = await listAll(reader, head);
  const roots = commits.filter((commit) => commit.parents.length === 0);
  const ids = commits.map((commit) => commit.id);
  const [root] = roots;
  if (root !== undefined && roots.length === 1 && left === 0) {
    yield* readCommit(reader, root.id);
    if (root.id === head) return;
    const expected: ExpectedCommits = { type: "ids", ids: ids.filter((id) => id !== root.id) };
    const outcome = yield* readRange(reader, { base: root.id, head, expected, listed: commits });
    if (outcome.type === "absent") throw outcome.error;
    return;
  }
  if (left !== 0) {
    const detail = `Commits of the change beyond the limit of ${reader.limits.commits} were not read.`;
    yield notScannedItem("too-many-commits", detail);
  }
  for (const id of ids) yield* readCommit(reader, id);
}

/** Distinguishes a missing base from a missing repository or change: throws GitHub's error for the latter. */
async function requireCommit(reader: ChangeReader, id: string): Promise<void> {
  const { client, owner, repo } = reader;
  await client.request("GET /repos/{owner}/{repo}/git/commits/{commit_sha}", { owner, repo, commit_sha: id });
}

/** The messages and headers of an annotated tag and of the tags that it points to. */
async function* readTags(reader: ChangeReader, outermost: string): AsyncGenerator<SourceItem> {
  const { client, owner, repo } = reader;
  let tag = outermost;
  try {
    for (let depth = 1; ; depth++) {
      const route = "GET /repos/{owner}/{repo}/git/tags/{tag_sha}";
      const { data } = await client.request(route, { owner, repo, tag_sha: tag });
      yield* textItems(reader, "tag-message", data.message);
      const headers = [data.tag, personOf(data.tagger), ...signedHeaders(data.verification)];
      yield* headerItems(headers, { repository: fullName(reader) }, "tag-header");
      if (data.object.type !== "tag") return;
      tag = data.object.sha;
      if (depth === mostNestedTags) {
        yield notScannedItem("too-deep", `Tags of tags beyond ${mostNestedTags} were not read.`, { commit: tag });
        return;
      }
    }
  } catch (error) {
    if (!isAbsent(error) && !isUnserved(error)) throw error;
    yield notScannedItem("no-access", "GitHub does not show the tag's message and tagger.", { commit: tag });
  }
}

function* textItems(reader: ChangeReader, type: DocumentType, text: string): Generator<SourceItem> {
  if (text === "") return;
  const document = {
    address: address(type, { repository: fullName(reader) }),
    bytes: Buffer.from(text),
    firstLine: 1,
    added: null,
  };
  yield { type: "document", document };
}
