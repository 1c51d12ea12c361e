import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { Failure } from "../../failure.ts";
import { pushedItems } from "../../source/git/pushed.ts";
import { type PushHook, parseRefUpdates } from "../../source/git/ref-update.ts";
import { followedRemote } from "../../source/git/remote.ts";
import { repositoryAt } from "../../source/git/repository.ts";
import type { SourceItem } from "../../source/source.ts";

/** What git passes to a push hook. */
interface PushCall {
  readonly hook: PushHook;
  /** As git names it to a pre-push hook; null when unknown. */
  readonly remote: string | null;
  /** Size up to which an archive is opened. */
  readonly wholeBytes: number;
  /** The standard input on which git describes the push. */
  readonly stdin: Readable & { readonly isTTY?: boolean };
}

/** What a push sends, as git describes it on the standard input of the hook. */
export async function* pushSource(folder: string, call: PushCall): AsyncGenerator<SourceItem> {
  const { hook, stdin } = call;
  if (stdin.isTTY) {
    throw new Failure("usage", `--${hook} reads what git writes to a ${hook} hook: \`keyhawk init\` installs one.`);
  }
  const repository = repositoryAt(folder);
  const updates = parseRefUpdates(await text(stdin), hook);
  yield* pushedItems(repository, updates, knownThere(folder, call), call.wholeBytes);
}

/** What the remote is known to have apart from the pushed refs; on the server that is every ref. */
function knownThere(folder: string, { hook, remote }: PushCall): readonly string[] {
  if (hook === "pre-receive") return ["--all"];
  const followed = followedRemote(folder, remote);
  return followed === null ? [] : [`--remotes=${followed}`];
}
