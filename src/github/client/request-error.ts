import { Failure } from "../../failure.ts";
import { TimedOut } from "../../http/bounded-fetch.ts";

/**
 * HTTP status of an error that Octokit threw; null for any other error. Network errors have status 500, as in Octokit.
 */
export function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return null;
  return error.status;
}

/** True when GitHub says that the resource does not exist or is not accessible. */
export function isAbsent(error: unknown): boolean {
  const status = statusOf(error);
  return status === 404 || status === 410 || status === 451 || (status === 403 && !isRateLimit(error));
}

/**
 * True when GitHub has the resource but does not serve it this way: it is too large, or the response came too late,
 * broke off or cannot be used. False for a server that cannot be reached at all: every other way would fail too.
 */
export function isUnserved(error: unknown): boolean {
  const status = statusOf(error);
  if (status === 406 || status === 413 || status === 422) return true;
  return isServerError(error) && (hasAnswer(error) || causeOf(error) instanceof BrokenAnswer || isTimeout(error));
}

/** True when the server failed, or could not be reached. */
export function isServerError(error: unknown): boolean {
  const status = statusOf(error);
  return status !== null && status >= 500;
}

/** True when GitHub did not respond in time. */
export function isTimeout(error: unknown): boolean {
  return causeOf(error) instanceof TimedOut;
}

/** The error that `fetch` threw and Octokit wrapped. */
function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

/**
 * An unusable response with status 200: it broke off, is not JSON, or has another form. Octokit wraps it like a network
 * error, with status 500, and its retry plugin retries.
 */
export class BrokenAnswer extends Error {
  override readonly name = "BrokenAnswer";
}

/** Something that GitHub has stored but that not all of its servers know of yet. */
export class NotThereYet extends Error {
  override readonly name = "NotThereYet";
  readonly status = 503;
}

/** True when GitHub responded, with whatever status. */
export function hasAnswer(error: unknown): boolean {
  return error instanceof Error && "response" in error && error.response !== undefined;
}

/** True when GitHub asks to retry later. */
export function isRateLimit(error: unknown): boolean {
  const status = statusOf(error);
  return (
    status === 429 || (status === 403 && error instanceof Error && /rate limit|abuse detection/i.test(error.message))
  );
}

/**
 * True when the same work may succeed later: GitHub could not be reached, failed, or limits the rate. For a {@link
 * Failure}, looks at its cause.
 */
export function isTransient(error: unknown): boolean {
  const cause = error instanceof Failure ? error.cause : error;
  const status = statusOf(cause);
  return isRateLimit(cause) || status === 408 || (status !== null && status >= 500);
}

/**
 * True for a refusal that GitHub may take back within seconds: some of its servers do not know a new token or a new pull
 * request yet, or someone else is writing at the same time.
 */
export function isDoubtful(error: unknown): boolean {
  return [401, 404, 409].includes(statusOf(error) ?? 0);
}

/**
 * Turns an error of GitHub into a sentence for people, with the error as its cause; returns any other error unchanged.
 */
export function githubFailure(error: unknown, repository: string): unknown {
  const status = statusOf(error);
  if (status === null || error instanceof Failure) return error;
  return new Failure("incomplete", sentence(error, status, repository), { cause: error });
}

function sentence(error: unknown, status: number, repository: string): string {
  if (isRateLimit(error)) return `GitHub's rate limit for ${repository} is used up. Run the scan again later.`;
  if (status === 401)
    return `GitHub does not accept the token for ${repository}. Check that it is valid and not expired.`;
  if (status === 451) return `GitHub has blocked ${repository} for legal reasons, so it cannot be scanned.`;
  if (isAbsent(error)) {
    return `GitHub shows no ${repository} to this token. The repository or the commit is gone, or the token needs \`contents: read\` on it.`;
  }
  if (status >= 500) return `GitHub did not answer for ${repository}. Run the scan again later.`;
  return `GitHub refused to show the change of ${repository} (HTTP ${status}).`;
}
