import { Failure } from "../../failure.ts";
import { isZeroId } from "./repository.ts";

/** What a push does to one ref of the repository that is pushed to. */
export interface RefUpdate {
  /** Full name, such as `refs/heads/main`. */
  readonly ref: string;
  /** Id of what it points at before the push; null for a new ref. */
  readonly from: string | null;
  /** Id of what it points at afterwards; null for a ref that is deleted. */
  readonly to: string | null;
}

/** Which of git's hooks wrote the lines. */
export type PushHook = "pre-push" | "pre-receive";

/** What stands before a pushed ref's names may hold spaces: `git push origin "HEAD@{1 day ago}:main"`. */
const lines: Readonly<Record<PushHook, RegExp>> = {
  "pre-push": /^.* (?<to>[0-9a-f]{40,64}) (?<ref>\S+) (?<from>[0-9a-f]{40,64})$/,
  "pre-receive": /^(?<from>[0-9a-f]{40,64}) (?<to>[0-9a-f]{40,64}) (?<ref>.+)$/,
};

/** Reads what git writes to the standard input of a hook. Throws a `Failure` when it is something else. */
export function parseRefUpdates(text: string, hook: PushHook): readonly RefUpdate[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const { ref, from, to } = lines[hook].exec(line)?.groups ?? {};
      if (ref === undefined || from === undefined || to === undefined) {
        throw new Failure("usage", `Standard input is not what git writes for a ${hook} hook: run this as that hook.`);
      }
      return { ref, from: isZeroId(from) ? null : from, to: isZeroId(to) ? null : to };
    });
}
