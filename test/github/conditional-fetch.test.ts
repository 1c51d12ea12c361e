import { expect, test } from "vitest";
import { createResponseCache } from "../../src/github/client/conditional-fetch.ts";

const comments = "https://api.github.com/repos/acme/shop/issues/7/comments?per_page=100&page=1";

/** A GitHub with one list, and what it was asked with. */
function listing(...versions: readonly string[]) {
  const asked: (string | null)[] = [];
  const fetch = async (_url: string | URL, init: RequestInit = {}) => {
    const given = new Headers(init.headers).get("if-none-match");
    const text = versions[Math.min(asked.length, versions.length - 1)] ?? "";
    asked.push(given);
    const headers = { etag: `W/"${text}"`, "x-ratelimit-remaining": String(5_000 - asked.length) };
    if (given === headers.etag) return new Response(null, { status: 304, headers });
    return new Response(text, { headers: { ...headers, link: '<https://api.github.com/2>; rel="next"' } });
  };
  return { asked, fetch };
}

test("a list that did not change is served from memory, with its link and the new limits", async () => {
  const github = listing("[1]", "[1]", "[1,2]", "[1,2]");
  const fetch = createResponseCache().fetchOf(github.fetch, 1);
  const answers: string[] = [];
  for (let turn = 0; turn < 4; turn++) {
    const answer = await fetch(comments);
    answers.push(`${answer.status} ${await answer.text()} ${answer.headers.get("x-ratelimit-remaining")}`);
    expect(answer.headers.get("link")).toContain("next");
  }
  expect(answers).toEqual(["200 [1] 4999", "200 [1] 4998", "200 [1,2] 4997", "200 [1,2] 4996"]);
  expect(github.asked).toEqual([null, 'W/"[1]"', 'W/"[1]"', 'W/"[1,2]"']);
});

test("no installation is served what another one may read, nor another media type, and no change's content is kept", async () => {
  const github = listing("[1]");
  const cache = createResponseCache();
  const read = async (installation: number, url: string, accept = "application/json") => {
    await (await cache.fetchOf(github.fetch, installation)(url, { headers: { accept } })).text();
    return github.asked.at(-1);
  };
  expect(await read(1, comments)).toBeNull();
  expect(await read(2, comments)).toBeNull();
  expect(await read(1, comments, "application/vnd.github.raw+json")).toBeNull();
  expect(await read(1, comments)).not.toBeNull();
  const file = "https://api.github.com/repos/acme/shop/contents/src%2F.env?ref=abc";
  expect([await read(1, file), await read(1, file)]).toEqual([null, null]);
});

test("what is too large to remember, or was not read to its end, is asked for anew", async () => {
  const github = listing("x".repeat(1_000_001));
  const fetch = createResponseCache().fetchOf(github.fetch, 1);
  expect((await (await fetch(comments)).text()).length).toBe(1_000_001);
  await (await fetch(comments)).text();
  const small = listing("[1]");
  const other = createResponseCache().fetchOf(small.fetch, 1);
  await (await other(comments)).body?.cancel();
  await (await other(comments)).text();
  expect([...github.asked, ...small.asked]).toEqual([null, null, null, null]);
});
