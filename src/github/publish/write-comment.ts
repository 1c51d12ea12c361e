import { combineKeys, combineKnown, isAnswer, isClear } from "../../report/combine-known.ts";
import { parseState } from "../../report/formats/comment.ts";
import type { KeyReport } from "../../report/key-report.ts";
import type { GitHubClient } from "../client/client.ts";
import { isAbsent } from "../client/request-error.ts";
import type { PullRequestName } from "../pull.ts";
import { changeComment, deleteComment, findComments, isSameBody, type OwnComment, postComment } from "./comment.ts";

/*
 * An App and a workflow's step, or two Apps, can look at one pull request, at the same time, too. Whether GitHub lets one
 * change the comment of the other is not documented for certain, so either answer must lead to one comment that tells
 * what all of them know: the oldest that can be changed. Where it cannot be changed it stays as it is, and ours goes
 * when the other one tells everything. Comments are told apart by id alone, so that all sides choose the same one.
 */

export interface CommentText {
  /** The body. @param known what other comments tell that the report behind it does not know */
  render(known: readonly KeyReport[]): string;
  /** Comments as they were when the report was made: what they tell is in it. */
  readonly considered: readonly OwnComment[];
}

/** Each round but the last changes something; two sides that disturb each other are done after three. */
const mostRounds = 5;

/**
 * Writes the comment, or changes the one that is there, so that one remains wherever GitHub allows it, and nothing is
 * lost that another Keyhawk told. Looks again after each change. Resolves to the comment that tells it. Throws Octokit's
 * error.
 */
export async function writeComment(
  client: GitHubClient,
  name: PullRequestName,
  text: CommentText,
): Promise<OwnComment> {
  const round = createRounds(client, name);
  const seen = new Map(text.considered.map(({ id, body }) => [id, body]));
  let known: readonly KeyReport[] = [];
  // None was there a moment ago; one that came since is seen afterwards.
  let standing = seen.size === 0 ? [] : await findComments(client, name);
  for (let number = 1; ; number++) {
    for (const { id, body } of standing) {
      const before = seen.get(id);
      if (before !== undefined && isSameBody(before, body)) continue;
      seen.set(id, body);
      known = combineKeys([...known, ...parseState(body)]);
    }
    const { comment, settled } = await round(standing, text.render(known));
    seen.set(comment.id, comment.body);
    if (settled || number === mostRounds) return comment;
    const next = await findComments(client, name).catch(nullIfAbsent);
    if (next === null) return comment;
    standing = next;
  }
}

/** A token that may not read comments may be able to write one. */
function nullIfAbsent(error: unknown): null {
  if (isAbsent(error)) return null;
  throw error;
}

interface Round {
  readonly comment: OwnComment;
  /** True when nothing was changed, so that there is nothing to look at again. */
  readonly settled: boolean;
}

/** A function that takes the comments that stand, oldest first, one round nearer to one that says `body`. */
function createRounds(client: GitHubClient, name: PullRequestName) {
  /** Ids of comments that GitHub does not let us change. */
  const locked = new Set<number>();
  /** Ids that GitHub did not know when one was to be deleted: the next list tells whether they are there. */
  const missing = new Set<number>();
  /** Ids that stood before we wrote anything; what comes later is being written by somebody right now. */
  let first: ReadonlySet<number> | null = null;

  return async (standing: readonly OwnComment[], body: string): Promise<Round> => {
    const again = first !== null;
    first ??= new Set(standing.map(({ id }) => id));
    let changed = false;
    let host: OwnComment | null = null;
    for (const comment of standing) {
      if (locked.has(comment.id)) continue;
      // In other words it may say the same; two sides must not correct each other's words.
      if (isSameBody(comment.body, body) || (again && tellsAll(comment.body, body))) host = comment;
      else host = await changeComment(client, name, body, comment);
      if (host === null) locked.add(comment.id);
      else {
        changed = host !== comment;
        break;
      }
    }
    if (host === null) {
      const other = standing.find((comment) => tellsAll(comment.body, body));
      return other === undefined
        ? { comment: await postComment(client, name, body), settled: false }
        : { comment: other, settled: true };
    }
    for (const other of standing) {
      if (other.id === host.id || parseState(other.body).length === 0) continue;
      if (!locked.has(other.id) && tellsAll(host.body, other.body)) {
        const deletion = await deleteComment(client, name, other);
        const gone = deletion === "deleted" || (deletion === "missing" && !missing.has(other.id));
        if (deletion === "missing") missing.add(other.id);
        if (gone) {
          changed = true;
          continue;
        }
        locked.add(other.id);
      }
      // Of two that are being written now, the newer one goes: its writer sees the older one, too.
      const mayYield = other.id < host.id || (first.has(other.id) && first.has(host.id));
      if (locked.has(other.id) && mayYield && tellsAll(other.body, host.body)) {
        if ((await deleteComment(client, name, host)) === "deleted") return { comment: other, settled: false };
      }
    }
    return { comment: host, settled: !changed };
  };
}

/** True when a comment names every key of a body, with every word of a revocation hook and every clear status that the body has. */
function tellsAll(comment: string, body: string): boolean {
  const told = new Map(parseState(comment).map((key) => [key.fingerprint, key]));
  return parseState(body).every((key) => {
    const known = told.get(key.fingerprint);
    if (known === undefined) return false;
    const both = combineKnown(known, key);
    const sameResponse = both.response?.result === known.response?.result;
    return (!isAnswer(key.response) || sameResponse) && (!isClear(key) || both.status === known.status);
  });
}
