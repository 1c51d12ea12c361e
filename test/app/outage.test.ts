import { expect, test } from "vitest";
import { judgeOutage } from "../../src/app/outage.ts";
import { Failure } from "../../src/failure.ts";

/** As Octokit throws it. */
const answer = (status: number, message = "no", headers: Record<string, string> = {}) =>
  Object.assign(new Error(message), { status, response: { headers } });

test("a refusal of the App's own token names APP_ID and PRIVATE_KEY", () => {
  const request = { url: "https://api.github.com/app/installations/7/access_tokens" };
  const refused = [answer(401, "A JSON web token could not be decoded"), answer(404, "Integration not found")];
  for (const error of refused) {
    expect(judgeOutage(Object.assign(error, { request }))).toMatchObject({
      type: "passing",
      reason: expect.stringMatching(/APP_ID and PRIVATE_KEY/),
    });
  }
  expect(judgeOutage(Object.assign(answer(404, "Not Found"), { request })).type).toBe("gone");
});

test("a temporary refusal is retried, a missing repository is not, and a rate limit says until when", () => {
  const message = "The `acme` organization has an IP allow list enabled, and your IP address is not permitted.";
  expect(judgeOutage(answer(403, message)).type).toBe("passing");
  expect(judgeOutage(new Failure("incomplete", "No access.", { cause: answer(403) })).type).toBe("passing");
  for (const status of [404, 410, 451]) expect(judgeOutage(answer(status)).type).toBe("gone");
  for (const status of [401, 500, 502]) expect(judgeOutage(answer(status)).type).toBe("passing");
  const unanswered = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { status: 500 });
  expect(judgeOutage(unanswered)).toEqual({
    type: "passing",
    reason: "GitHub cannot be reached, or its answer cannot be used (connect ECONNREFUSED 127.0.0.1:1)",
  });
  const limited = judgeOutage(answer(403, "API rate limit exceeded", { "x-ratelimit-reset": "2000" }), 1_000_000);
  expect(limited).toMatchObject({ type: "limited", until: 2_000_000 });
  expect(judgeOutage(new TypeError("fetch https://api.github.com/x failed"))).toEqual({
    type: "passing",
    reason: "fetch (address) failed",
  });
});
