import { notScannedItem } from "../../source/not-scanned.ts";
import { type Mail, parseMails } from "../../source/patch/mail.ts";
import type { SourceItem } from "../../source/source.ts";
import { isAbsent, isServerError, isUnserved } from "../client/request-error.ts";
import type { ChangeReader } from "./change-reader.ts";
import { readCommit } from "./commit.ts";
import { type CommitList, type ListedCommit, listRange } from "./list-commits.ts";
import { claimOfMail, mailItems } from "./mail.ts";
import { requestPatch } from "./request-patch.ts";
import { unserved } from "./unserved.ts";

/** The commits between two states, and what is known of them beforehand. */
export interface CommitRange {
  /** Commit id or branch name. */
  readonly base: string;
  readonly head: string;
  readonly expected: ExpectedCommits;
  /** Commits that GitHub has listed already. */
  readonly listed?: readonly ListedCommit[];
}

/** The proof that nothing was left out. */
export type ExpectedCommits =
  /** Exactly these, oldest first. */
  | { readonly type: "ids"; readonly ids: readonly string[] }
  /** These and possibly more. */
  | { readonly type: "at-least"; readonly ids: readonly string[] }
  /** This many, merges included. */
  | { readonly type: "count"; readonly count: number };

/** `absent`: GitHub does not find one of the ends, or no common ancestor; nothing was yielded. */
export type RangeOutcome =
  | { readonly type: "read"; readonly commits: number }
  | { readonly type: "absent"; readonly error: unknown };

/**
 * Reads every commit of a range: its message and its added lines. One request returns them all, with one mail for each
 * commit. Commits that the mails do not account for (merges, commits without changes, anything that cannot be parsed
 * with certainty) are read one by one, and so are all of them when GitHub does not serve the patch.
 */
export async function* readRange(
  reader: ChangeReader,
  range: CommitRange,
): AsyncGenerator<SourceItem, RangeOutcome, undefined> {
  let mails: ReadonlyMap<string, Mail> | null;
  try {
    mails = await requestMails(reader, range);
  } catch (error) {
    if (isAbsent(error)) return { type: "absent", error };
    throw error;
  }
  let order = mails === null ? idsWithoutMails(range) : idsWithMails(range, mails);
  let { listed = [] } = range;
  if (order === null) {
    let list: CommitList | null;
    try {
      list = await listRange(reader, range.base, range.head);
    } catch (error) {
      if (isAbsent(error)) return { type: "absent", error };
      if (!isUnserved(error)) throw error;
      yield unserved(error, "the list of all commits of the change");
      list = null;
    }
    if (list !== null && list.left !== 0) yield commitsLeft(reader, list.left);
    listed = list?.commits ?? [];
    order = list?.commits.map((commit) => commit.id) ?? [...(mails?.keys() ?? [])];
    // A mail that belongs to no commit of the range was made up in a message, so the mail before it cannot be trusted
    // either.
    const known = new Set(order);
    if ([...(mails?.keys() ?? [])].some((id) => !known.has(id))) mails = null;
  }
  // Only a list shows committers and signatures without a request for each commit.
  const headers = new Map(listed.map((commit) => [commit.id, commit.headers]));
  for (const id of order) {
    const mail = mails?.get(id);
    if (!mail?.content) yield* readCommit(reader, id);
    else if (range.expected.type === "ids") yield* mailItems(reader, mail, mail.content, headers.get(id));
    else yield claimOfMail(reader, mail, mail.content, headers.get(id));
  }
  return { type: "read", commits: order.length };
}

/** The mails by commit; null when GitHub does not serve the patch or it cannot be trusted. */
async function requestMails(reader: ChangeReader, range: CommitRange): Promise<ReadonlyMap<string, Mail> | null> {
  const { requested } = reader;
  const asked = requested?.basehead === `${range.base}...${range.head}` ? requested : null;
  try {
    const body = await (asked ?? requestPatch(reader.client, reader, range)).body;
    if (body.type === "too-large") return null;
    const { mails, consistent } = parseMails(body.bytes, reader.limits.fileBytes);
    return consistent || body.bytes.length === 0 ? new Map(mails.map((mail) => [mail.commit, mail])) : null;
  } catch (error) {
    if (isUnserved(error) || isServerError(error)) return null;
    throw error;
  }
}

/** A list without the head is not trusted. */
function idsWithoutMails({ expected, head }: CommitRange): readonly string[] | null {
  return expected.type === "ids" && expected.ids.includes(head) ? expected.ids : null;
}

/** The commits in order if the mails match the expectation; null if only GitHub's list can decide. */
function idsWithMails({ expected, head }: CommitRange, mails: ReadonlyMap<string, Mail>): readonly string[] | null {
  const mailed = [...mails.keys()];
  switch (expected.type) {
    case "ids": {
      const known = new Set(expected.ids);
      return mailed.every((id) => known.has(id)) ? expected.ids : null;
    }
    case "at-least":
      // The event of a tag lists no commits, and merges and commits without changes have no mail.
      if (!expected.ids.includes(head)) return null;
      return [...mailed, ...expected.ids.filter((id) => !mails.has(id))];
    case "count":
      return mailed.length === expected.count ? mailed : null;
  }
}

function commitsLeft(reader: ChangeReader, left: number | null): SourceItem {
  const detail =
    left === null
      ? "GitHub did not list all commits of the change."
      : `${left} commits of the change are beyond the limit of ${reader.limits.commits}.`;
  return notScannedItem("too-many-commits", detail);
}
