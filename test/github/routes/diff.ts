import { type Answer, type Ask, Problem } from "../answer.ts";
import { diffText, patchText } from "../git/objects.ts";

/** `diff` or `patch` when that media type was asked for; null for JSON. */
export function textType(ask: Ask): "diff" | "patch" | null {
  const type = /^application\/vnd\.github\.(?:v3\.)?(diff|patch)$/.exec(ask.accept)?.[1];
  return type === "diff" || type === "patch" ? type : null;
}

/**
 * The answer to a request for raw text. Throws 406 above GitHub's limits.
 * @param from the tree that the diff starts at
 * @param range words for `git format-patch`
 */
export async function textAnswer(
  ask: Ask,
  type: "diff" | "patch",
  from: string,
  to: string,
  range: readonly string[],
): Promise<Answer> {
  const { gitDir } = ask.repository;
  const bytes = type === "diff" ? await diffText(gitDir, from, to) : await patchText(gitDir, ...range);
  const { diffLines, diffBytes } = ask.world.limits;
  const tooLarge = (message: string) =>
    new Problem(406, message, {}, [{ resource: "PullRequest", field: "diff", code: "too_large" }]);
  if (bytes.length > diffBytes) throw tooLarge(`Sorry, the diff exceeded the maximum size (${diffBytes} bytes).`);
  let lines = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines++;
  if (lines > diffLines) throw tooLarge(`Sorry, the diff exceeded the maximum number of lines (${diffLines})`);
  return { status: 200, bytes, type: `application/vnd.github.v3.${type}; charset=utf-8` };
}
