import type { GitHubText } from "../../github/text/text.ts";
import type { Turn } from "../../incident/turn.ts";

/** Payload of an `examine` job for a text that is in no commit. */
export interface TextPayload {
  readonly text: GitHubText;
  readonly installation: number;
}

/** The key shared by all jobs about one text. */
export function textKey({ owner, repo, path }: GitHubText): string {
  return `${owner}/${repo}`.toLowerCase().concat(":text:", path);
}

/** Whose work a text is: anyone can write most of them. */
export function textTurn({ text: { owner, repo }, installation }: TextPayload): Turn {
  return { installation, repository: `${owner}/${repo}`, origin: "fork" };
}
