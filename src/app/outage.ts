import { maskKeys } from "../detect/mask-keys.ts";
import { Failure } from "../failure.ts";
import { hasAnswer, isRateLimit, isTimeout, statusOf } from "../github/client/request-error.ts";

/** What an error of GitHub's API means for a job. Its reason quotes neither the request nor the response. */
export type Outage =
  /** The repository, pull request or installation no longer exists or is not accessible: a retry would not help. */
  | { readonly type: "gone"; readonly reason: string }
  /** The installation's rate limit is used up until then, in milliseconds since 1970. */
  | { readonly type: "limited"; readonly until: number; readonly reason: string }
  /** Anything else may be temporary: 5xx, a broken connection, an expired certificate. */
  | { readonly type: "passing"; readonly reason: string };

/**
 * A 403 is not among them, because its causes can be fixed: an IP allow list, single sign-on, a suspended installation.
 */
const final = new Set([404, 410, 422, 451]);

/** Classifies an error by its status and headers; `now` is in milliseconds since 1970. */
export function judgeOutage(thrown: unknown, now = Date.now()): Outage {
  const error = thrown instanceof Failure && thrown.cause !== undefined ? thrown.cause : thrown;
  const status = statusOf(error);
  if (isRateLimit(error)) {
    const until = limitEnd(headersOf(error), now);
    return { type: "limited", until, reason: `GitHub's rate limit is used up until ${new Date(until).toISOString()}` };
  }
  if (status === null) return { type: "passing", reason: plain(error) };
  if (isTimeout(error)) return { type: "passing", reason: "GitHub did not answer in time" };
  // Octokit gives network errors and unusable answers the status 500.
  if (status === 500 && !hasAnswer(error)) {
    return { type: "passing", reason: `GitHub cannot be reached, or its answer cannot be used (${plain(error)})` };
  }
  if (isUnknownApp(error, status)) {
    const reason = `GitHub does not accept the App's own token (${status}): check APP_ID and PRIVATE_KEY, and the clock of this machine`;
    return { type: "passing", reason };
  }
  return { type: final.has(status) ? "gone" : "passing", reason: `GitHub answered ${status}` };
}

/** True when GitHub rejects the token that the App signs with its private key to get an installation's token. */
function isUnknownApp(error: unknown, status: number): boolean {
  if (!(error instanceof Error) || !("request" in error)) return false;
  const { url = "" } = error.request as { readonly url?: string };
  if (!/\/app(?:$|\/)/.test(url)) return false;
  // A removed installation is also a 404, with a different message.
  return status === 401 || (status === 404 && /integration/i.test(error.message));
}

function headersOf(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error) || !("response" in error)) return {};
  const { response } = error;
  if (typeof response !== "object" || response === null || !("headers" in response)) return {};
  return response.headers as Readonly<Record<string, unknown>>;
}

function limitEnd(headers: Readonly<Record<string, unknown>>, now: number): number {
  const retryAfter = Number(headers["retry-after"]);
  if (retryAfter > 0) return now + retryAfter * 1_000;
  const reset = Number(headers["x-ratelimit-reset"]) * 1_000;
  return reset > now ? reset : now + 60_000;
}

/** Messages of network and type errors name hosts and codes; a URL in them could contain a branch name, and git quotes refs. */
function plain(error: unknown): string {
  if (!(error instanceof Error)) return "an unknown error";
  return maskKeys(error.message)
    .replace(/https?:\/\/\S+/g, "(address)")
    .slice(0, 300);
}
