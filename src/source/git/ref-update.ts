import { Failure } from "../../failure.ts";
import { isZeroId } from "./zero-id.ts";

/** What a push does to one ref of the remote repository. */
export interface RefUpdate {
  /** Full name, such as `refs/heads/main`. */
  readonly ref: string;
  /** Its value before the push; null for a new ref. */
  readonly from: string | null;
  /** Its value after the push; null for a deleted ref. */
  readonly to: string | null;
}

/** Which of git's hooks wrote the lines. */
export type PushHook = "pre-push" | "pre-receive";

/** The local ref may contain spaces: `git push origin "HEAD@{1 day ago}:main"`. */
const lines: Readonly<Record<PushHook, RegExp>> = {
  "pre-push": /^.* (?<to>[0-9a-f]{40,64}) (?<ref>\S+) (?<from>[0-9a-f]{40,64})$/,
  "pre-receive": /^(?<from>[0-9a-f]{40,64}) (?<to>[0-9a-f]{40,64}) (?<ref>.+)$/,
};

/** Parses the lines that git writes to a hook's standard input. Throws a `Failure` for anything else. */
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
