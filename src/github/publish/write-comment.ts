import { combineKeys, combineKnown, isAnswer, isClear } from "../../report/combine-known.ts";
import { parseState, type StateSeal } from "../../report/comment-state.ts";
import type { KeyReport } from "../../report/key-report.ts";
import type { GitHubClient } from "../client/client.ts";
import { isAbsent } from "../client/request-error.ts";
import type { PullRequestName } from "../pull.ts";
import { changeComment, deleteComment, findComments, isSameBody, type MarkedComment, postComment } from "./comment.ts";
import { isKeyhawkApp } from "./own-check-runs.ts";
import type { Voice, Writer } from "./voice.ts";

/*
 * Several runs of one workflow, an App and a workflow's step, or two Apps, can look at one pull request, at the same
 * time, too. Each writes and changes only its own comments, and keeps the oldest. Between two Keyhawks the App's comment
 * is the one that stays, since GitHub says for certain that it is the App's; between two Apps the older one. No one
 * else's comment is believed, waited for or counted as Keyhawk's.
 */

export interface CommentText {
  /** The body. @param known what Keyhawk's existing comments remember and the report does not contain */
  render(known: readonly KeyReport[]): string;
  /** The comments as they were when the report was made; the report includes what Keyhawk's own remember. */
  readonly considered: readonly MarkedComment[];
  /** The commit that the report is about: its check runs show which Apps are Keyhawk Apps. */
  readonly headSha: string;
  readonly seal: StateSeal | null;
  /** Id of Keyhawk's comment if known, even if lists do not show it yet. */
  readonly written: number | null;
}

/** Each round but the last changes something; two writers that interfere with each other settle within three. */
const mostRounds = 5;

/**
 * Creates Keyhawk's comment or updates the existing one, so that exactly one remains and nothing that it remembered is
 * lost. Lists the comments again after each change. Resolves to the comment that shows the report, which may be the
 * App's. Throws Octokit's error.
 */
export async function writeComment(
  client: GitHubClient,
  name: PullRequestName,
  text: CommentText,
  voice: Pick<Voice, "writer">,
): Promise<MarkedComment> {
  const conversation = createConversation(client, { name, voice, written: text.written });
  const seen = new Map(text.considered.map(({ id, body }) => [id, body]));
  let known: readonly KeyReport[] = [];
  // There was none a moment ago; a newer one is found afterwards.
  let comments = seen.size === 0 && text.written === null ? [] : await conversation.list();
  for (let round = 1; ; round++) {
    for (const { id, body, by } of comments) {
      const before = seen.get(id);
      if (by !== "own" || (before !== undefined && isSameBody(before, body))) continue;
      known = combineKeys([...known, ...parseState(body, text.seal)]);
    }
    const body = text.render(known);
    const { comment, settled } = await approach(client, { conversation, comments, body, round, name, text });
    seen.set(comment.id, comment.body);
    if (settled || round === mostRounds) return comment;
    const next = await conversation.list().catch(nullIfAbsent);
    if (next === null) return comment;
    comments = next;
  }
}

/** A token that may not read comments may be able to write one. */
function nullIfAbsent(error: unknown): null {
  if (isAbsent(error)) return null;
  throw error;
}

interface Round {
  readonly conversation: Conversation;
  /** Oldest first. */
  readonly comments: readonly MarkedComment[];
  readonly body: string;
  /** From 1. */
  readonly round: number;
  readonly name: PullRequestName;
  readonly text: CommentText;
}

interface Outcome {
  readonly comment: MarkedComment;
  /** True when nothing changed, so that the comments need not be listed again. */
  readonly settled: boolean;
}

/** One step towards a single comment with the text `body`. */
async function approach(client: GitHubClient, round: Round): Promise<Outcome> {
  const { conversation, comments, body, text } = round;
  const own = comments.filter(({ by }) => by === "own");
  const other = await findBetter(client, round, own);
  if (other !== null) {
    for (const comment of own) await conversation.remove(comment);
    return { comment: other, settled: true };
  }
  let changed = false;
  let host: MarkedComment | null = null;
  for (const comment of own) {
    // It may say the same in other words; two writers must not correct each other's wording.
    const said = isSameBody(comment.body, body) || (round.round > 1 && covers(comment.body, body, text.seal));
    host = said ? comment : await conversation.change(comment, body);
    if (host === null) continue;
    changed = !said;
    break;
  }
  if (host === null) return { comment: await conversation.post(body), settled: false };
  // The oldest comment now includes what the younger ones remember.
  for (const comment of own) {
    if (comment.id !== host.id && (await conversation.remove(comment))) changed = true;
  }
  if ((await conversation.writer()).type === "app") {
    for (const { by, id, body: theirs } of comments) {
      if (by === "bot" && namesAll(host.body, theirs)) await conversation.removeOther(id);
    }
  }
  return { comment: host, settled: !changed };
}

/** A Keyhawk App's comment that makes this one unnecessary, or null. */
async function findBetter(
  client: GitHubClient,
  { comments, body, name, text, conversation }: Round,
  own: readonly MarkedComment[],
): Promise<MarkedComment | null> {
  const oldest = own[0]?.id ?? Number.POSITIVE_INFINITY;
  for (const comment of comments) {
    if (comment.by !== "app" || comment.app === null || !namesAll(comment.body, body)) continue;
    if (comment.id > oldest && (await conversation.writer()).type === "app") continue;
    if (await isKeyhawkApp(client, { ...name, headSha: text.headSha, app: comment.app })) return comment;
  }
  return null;
}

type Conversation = ReturnType<typeof createConversation>;

/**
 * The comments of one pull request. GitHub's lists can lag seconds behind writes, so responses to Keyhawk's own
 * requests take precedence over a list.
 */
function createConversation(
  client: GitHubClient,
  known: {
    readonly name: PullRequestName;
    readonly voice: Pick<Voice, "writer">;
    readonly written: number | null;
  },
) {
  const { name, voice } = known;
  const written = new Map<number, MarkedComment>();
  const removed = new Set<number>();
  /** Ids of comments that GitHub does not allow this token to edit or delete. */
  const refused = new Set<number>();
  /** The author that the response to Keyhawk's own request named. */
  let learned: Writer | null = null;
  let asked: Promise<Writer> | null = null;
  const writer = async () => {
    asked ??= voice.writer();
    return learned ?? asked;
  };

  return {
    writer,
    async list(): Promise<readonly MarkedComment[]> {
      const listed = await findComments(client, name, { writer });
      const all = new Map(listed.map((comment) => [comment.id, comment]));
      // Its content is unknown; it is updated anyway, or turns out to be deleted.
      const id = known.written;
      if (id !== null && !all.has(id)) all.set(id, { id, body: "", url: "", by: "own", app: null });
      for (const comment of written.values()) all.set(comment.id, comment);
      return [...all.values()].filter(({ id }) => !removed.has(id) && !refused.has(id)).sort((a, b) => a.id - b.id);
    },
    async post(body: string): Promise<MarkedComment> {
      const { comment, login } = await postComment(client, name, body, { writer });
      if (login !== null && (asked === null || (await asked).type === "account")) {
        learned = { type: "account", login };
      }
      written.set(comment.id, comment);
      return comment;
    },
    async change(comment: MarkedComment, body: string): Promise<MarkedComment | null> {
      const changed = await changeComment(client, name, body, comment);
      if (changed === null) refused.add(comment.id);
      else written.set(comment.id, changed);
      return changed;
    },
    /** False when GitHub does not allow it. */
    async remove(comment: MarkedComment): Promise<boolean> {
      if (await deleteComment(client, name, comment)) removed.add(comment.id);
      else refused.add(comment.id);
      written.delete(comment.id);
      return removed.has(comment.id);
    },
    async removeOther(id: number): Promise<void> {
      const done = await deleteComment(client, name, { id, body: "", url: "" });
      if (done) removed.add(id);
      else refused.add(id);
    },
  };
}

/** True when a comment names every key that another body names. */
function namesAll(comment: string, body: string): boolean {
  const named = new Set(parseState(comment, null).map(({ fingerprint }) => fingerprint));
  return parseState(body, null).every(({ fingerprint }) => named.has(fingerprint));
}

/** True when Keyhawk's comment already names every key of a body, with each hook answer and each definite status. */
function covers(comment: string, body: string, seal: StateSeal | null): boolean {
  const remembered = new Map(parseState(comment, seal).map((key) => [key.fingerprint, key]));
  return parseState(body, seal).every((key) => {
    const known = remembered.get(key.fingerprint);
    if (known === undefined) return false;
    const both = combineKnown(known, key);
    const sameResponse = both.response?.result === known.response?.result;
    return (!isAnswer(key.response) || sameResponse) && (!isClear(key) || both.status === known.status);
  });
}
