import type { GitHubClient } from "../../github/client/client.ts";
import type { Voice } from "../../github/publish/voice.ts";
import { tell } from "../../github/text/tell.ts";
import type { Conversation } from "../../github/text/text.ts";
import type { Database } from "../../incident/database.ts";
import { doOnce, isDone } from "../../incident/done-once.ts";
import { type Notice, renderNotice } from "../../report/formats/notice.ts";
import type { Log } from "../log.ts";

export interface TellOptions {
  readonly database: Database;
  readonly log: Log;
  readonly voice: Voice;
}

/** Keys in one text, and who is told of them where. */
export interface Leak {
  readonly owner: string;
  readonly repo: string;
  /** Its name in log lines. */
  readonly name: string;
  /** Identifies the text. */
  readonly key: string;
  readonly author: string;
  /** Web address of the text. */
  readonly url: string;
  readonly conversation: Conversation | null;
  readonly fingerprints: readonly string[];
}

/** Tells the author of a text of its keys, once of each. Throws Octokit's error when GitHub's answer is unusable. */
export async function tellOnce(
  { database, log, voice }: TellOptions,
  client: GitHubClient,
  { owner, repo, name, key, author, url, conversation, fingerprints }: Leak,
  text: Notice["text"],
): Promise<void> {
  const ids = fingerprints.map((fingerprint) => `told:${key}:${fingerprint}`);
  const done = await Promise.all(ids.map((id) => isDone(database.tables, id)));
  if (done.every((isTold) => isTold)) return;
  const body = renderNotice({ author, url, keys: fingerprints.length, text });
  const answer = { to: ids.toSorted().join(" "), body, since: null };
  const told = await tell(client, { owner, repo, conversation }, answer, voice);
  if (told === "refused") log.warn(`GitHub does not let Keyhawk tell the author of a key in ${name}.`);
  for (const id of ids) await doOnce(database.tables, id);
}
