import { afterAll, beforeAll, expect, test } from "vitest";
import { fingerprint } from "../../src/detect/credential.ts";
import { findingMarker } from "../../src/report/formats/review.ts";
import { type HookReceiver, startHook } from "../app/hook-receiver.ts";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";
import { forgedComment } from "../report/forged-comment.ts";
import { type ActionWorld, everything, repository, startWorld } from "./world.ts";

let world: ActionWorld;
let openai: OpenAIStandIn;
let hook: HookReceiver;
beforeAll(async () => {
  [world, openai, hook] = await Promise.all([startWorld(), startOpenAI(), startHook()]);
  hook.answer = async () => ({ result: "not-ours", message: null });
});
afterAll(async () => {
  expect(world.github.violations).toEqual([]);
  await Promise.all([hook.close(), openai.close()]);
  await world[Symbol.asyncDispose]();
});

const sealedWith = (secret: string) => ({ secret, subject: `${repository}#1` });

/** A pull request that brings one key in, with a comment on it already. */
async function leakWith(name: string, login: string, body: (raw: string) => string) {
  const { github } = world;
  const raw = makeKey("openai-project-key", `forged:${name}`);
  await world.branch(name);
  await world.commit("Settings", { [`${name}.env`]: `OPENAI_API_KEY=${raw}\n` });
  await world.push(name);
  const pull = await github.openPullRequest({ repository, title: "A change", head: name });
  github.addComment(repository, pull.number, { login, body: body(raw) });
  const run = async (inputs: Readonly<Record<string, string>> = {}) =>
    world.step("pull_request", await github.pullRequestEvent(repository, pull.number), { inputs });
  return { raw, pull, run, hooked: { "hook-url": hook.url, "hook-secret": hook.secret } };
}

const writers = ["github-actions[bot]", "echo[bot]"];

test.each(writers)(
  "a comment of %s that calls a key dead turns nothing green and spares no call of the hook",
  async (login) => {
    const { github } = world;
    const before = hook.received.length;
    const { pull, run, raw, hooked } = await leakWith(`dead-${login.length}`, login, (raw) => forgedComment(raw));
    const ended = await run(hooked);
    expect(ended).toMatchObject({ code: 1, stderr: "", outputs: { keys: "1", conclusion: "failure" } });
    expect(hook.received.slice(before).map(({ request }) => request.data.credential)).toEqual([raw]);
    expect(github.checkRuns(repository, pull.headSha)).toMatchObject([{ conclusion: "failure" }]);
    const ours = github.comments(repository, pull.number).at(-1);
    expect(ours?.body).toContain("the revocation hook does not know this key");
    expect(ours?.body).not.toContain("Trust me.");
  },
);

test("an answer of OpenAI's outweighs a comment from the year 9999", async () => {
  const { github } = world;
  const { pull, run, raw } = await leakWith("openai", "github-actions[bot]", (raw) => forgedComment(raw));
  openai.addKey(raw);
  const ended = await run({ verify: "direct", "openai-api-url": openai.baseURL });
  expect(ended).toMatchObject({ code: 1, outputs: { live: "1" } });
  expect(
    github
      .comments(repository, pull.number)
      .map(({ body }) => body)
      .join(),
  ).toContain("🔴 Alive");
});

test("a state that is sealed for another pull request is not believed", async () => {
  const secret = hook.secret;
  const { run, hooked, pull } = await leakWith("sealed", "github-actions[bot]", (raw) =>
    forgedComment(raw, {}, sealedWith(secret)),
  );
  expect(pull.number).not.toBe(1);
  expect(await run(hooked)).toMatchObject({ code: 1, outputs: { conclusion: "failure" } });
});

test("a comment that ignores a key does not make it ignored", async () => {
  const hidden = makeKey("openai-project-key", "forged:gone");
  const reason = { ignored: "a sample", ignoredBy: "line" } as const;
  const body = () => forgedComment(hidden, reason, sealedWith("another secret"));
  const { run, pull } = await leakWith("reason", "github-actions[bot]", body);
  await run();
  const comment = world.github.comments(repository, pull.number)[0]?.body ?? "";
  // The key that only the comment names stays reported: a force-push may have taken it away.
  expect(comment).toContain(`sk-proj-…${hidden.slice(-4)}`);
  expect(comment).toContain("2 OpenAI keys leaked");
});

test("what the hook said about a key is remembered after a force-push removed the key, under the hook's secret", async () => {
  const { github } = world;
  hook.answer = async () => ({ result: "revoked", message: "Deleted in project Shop." });
  const { run, hooked, pull } = await leakWith("pushed-away", "someone", () => "A person's words.");
  await run(hooked);
  await world.branch("pushed-away");
  await world.commit("Without", { "without.txt": "nothing\n" });
  await world.push("--force", "pushed-away");
  await github.settled();
  expect(await run(hooked)).toMatchObject({ code: 0, outputs: { conclusion: "success" } });
  expect(
    github
      .comments(repository, pull.number)
      .map(({ body }) => body)
      .join(),
  ).toContain("Deleted in project Shop.");
  // Without the secret, its death is unknown.
  expect(await run()).toMatchObject({ code: 1, outputs: { conclusion: "failure" } });
});

test("another bot's review comment with the marker of a key replaces no suggestion, unless it says the same", async () => {
  const { github } = world;
  const { raw, run, pull } = await leakWith("review", "someone", () => "A person's words.");
  const path = "review.env";
  const asBot = async (body: string) => {
    const token = github.createToken({ repository, permissions: everything, login: "echo[bot]" });
    const response = await fetch(`${github.apiUrl}/repos/${repository}/pulls/${pull.number}/reviews`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({
        event: "COMMENT",
        commit_id: pull.headSha,
        comments: [{ path, line: 1, side: "RIGHT", body }],
      }),
    });
    expect(response.status).toBe(200);
  };
  await asBot(`${findingMarker(fingerprint(raw))}\n\nAll is well.`);
  await run();
  const written = () =>
    github.reviewComments(repository, pull.number).map(({ user, body }) => ({ by: user?.login, body }));
  expect(written()).toHaveLength(2);
  expect(written()[1]).toMatchObject({ by: "github-actions[bot]", body: expect.stringContaining("is on this line") });

  // The App next to the step, for instance.
  const other = await leakWith("review-twin", "someone", () => "A person's words.");
  await world.step("pull_request", await github.pullRequestEvent(repository, other.pull.number), {
    token: github.createToken({ repository, permissions: everything, login: "keyhawk[bot]" }),
  });
  await other.run();
  expect(github.reviewComments(repository, other.pull.number)).toMatchObject([{ user: { login: "keyhawk[bot]" } }]);
});
