import type { BadAnswer } from "./bad-answer.ts";

/** A page that a proxy or a load balancer serves in place of the API. */
const page = "<!DOCTYPE html>\n<html><head><title>One moment</title></head><body><h1>One moment</h1></body></html>\n";

/** Answers that are no answer although their status is 200, by what a test title calls them. */
export const unusableAnswers = {
  "an HTML page with status 200": { status: 200, body: page },
  "an empty body with status 200": { status: 200, body: "", headers: { "content-type": "application/json" } },
  "JSON of another form": { status: 200, body: { unexpected: true } },
  "JSON that ends in the middle": { manner: "truncated" },
  "a body that breaks off": { manner: "cut" },
} as const satisfies Readonly<Record<string, BadAnswer>>;

/** Failures of the connection, by what a test title calls them. */
export const connectionFailures = {
  "a closed connection": { manner: "hang-up" },
  "a reset connection": { manner: "reset" },
} as const satisfies Readonly<Record<string, BadAnswer>>;

/** Answers that only a time-out ends, by what a test title calls them. */
export const hangs = {
  "silence before the first byte": { manner: "silent" },
  "a body that stops in the middle": { manner: "stall" },
} as const satisfies Readonly<Record<string, BadAnswer>>;

/** Answers that are lost after the request took effect, by what a test title calls them. */
export const lostAnswers = {
  "502 after the work was done": { status: 502, body: page, work: "done" },
  "a reset after the work was done": { manner: "reset", work: "done" },
  "silence after the work was done": { manner: "silent", work: "done" },
} as const satisfies Readonly<Record<string, BadAnswer>>;

/** GitHub's primary rate limit is used up. @param seconds until it starts anew */
export function primaryLimit(seconds: number): BadAnswer {
  const reset = String(Math.ceil(Date.now() / 1_000) + seconds);
  return {
    status: 403,
    headers: { "x-ratelimit-limit": "5000", "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset },
    body: { message: "API rate limit exceeded for installation ID 1.", documentation_url: "https://docs.github.com/" },
  };
}

/** GitHub's secondary rate limit. @param seconds to wait */
export function secondaryLimit(seconds: number): BadAnswer {
  return {
    status: 403,
    headers: { "retry-after": String(seconds) },
    body: {
      message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
      documentation_url:
        "https://docs.github.com/free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits",
    },
  };
}
