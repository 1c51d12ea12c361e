import { printable } from "../../report/printable.ts";
import { isRateLimit, statusOf } from "../client/request-error.ts";

export type Publication = "comment" | "check" | "review";

const names: Readonly<Record<Publication, { readonly what: string; readonly permission: string }>> = {
  comment: { what: "the comment", permission: "pull-requests: write" },
  check: { what: "the check run", permission: "checks: write" },
  review: { what: "the review comments", permission: "pull-requests: write" },
};

/** GitHub's message in a 403, and the remedy. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/locked/i, "the conversation is locked. Unlock it."],
  [/archived/i, "the repository is archived and can only be read. Unarchive it."],
  [/SAML|single sign-on|SSO/i, "the organisation requires single sign-on. Authorise the token for it."],
  [/IP allow list/i, "the organisation's IP allow list does not have this machine. Add its address."],
  [/suspended/i, "the installation or the account is suspended. Unsuspend it."],
  [/disabled|blocked/i, "the repository or the account is blocked. Ask GitHub's support."],
];

/** Why GitHub refused to store something, as a sentence with the remedy. @param error one of Octokit's */
export function refusal(error: unknown, publication: Publication): string {
  const { what, permission } = names[publication];
  const status = statusOf(error);
  const said = error instanceof Error ? printable(error.message.split(" - ")[0] ?? "", 200) : "";
  if (isRateLimit(error))
    return `GitHub's rate limit is used up, so ${what} could not be written. Run this again later.`;
  if (status === 401) {
    return `GitHub does not accept the token any more, so ${what} could not be written. Tokens expire: run this again.`;
  }
  if (status === 403) {
    const reason = reasons.find(([pattern]) => pattern.test(said))?.[1];
    if (reason !== undefined) return `GitHub does not take ${what}: ${reason}`;
    if (!/not accessible|permission|must have|forbidden/i.test(said)) {
      return `GitHub does not take ${what}: ${said} (403). The token may lack \`${permission}\`.`;
    }
  }
  // GitHub answers 404 for resources that a token may not see.
  if (status === 403 || status === 404)
    return `GitHub does not let Keyhawk write ${what}: the token lacks \`${permission}\`.`;
  if (status !== null && status >= 500) {
    return `GitHub did not answer, so Keyhawk may not have written ${what}. Run this again later.`;
  }
  return `GitHub does not take ${what}: ${said} (${status}).`;
}
