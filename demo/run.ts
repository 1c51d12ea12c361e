import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { showEnd } from "./at-openai.ts";
import { git } from "./git.ts";
import { readable } from "./reading.ts";
import {
  forgedKey,
  type LeakedKeys,
  leakedKeys,
  story,
  writeFix,
  writeForgery,
  writeHistory,
  writeLeak,
} from "./story.ts";
import type { Timeline } from "./timeline.ts";
import { until } from "./wait.ts";
import { type Ready, startWorld, type World } from "./world.ts";

/** What happened, for tests to check. */
export interface Told {
  readonly world: World;
  readonly keys: LeakedKeys;
  /** Where the conversation can be read in a browser. */
  readonly page: string;
}

/** How far the story goes: to the revoked leak, or to the fix. */
export type Ending = "leak" | "fix";

/**
 * Tells the story with real parts: a leak in a pull request, the comment, the check, the revocation, the fix, a forgery.
 * Rejects with a sentence when any step does not happen. The caller closes the world.
 */
export async function tell(timeline: Timeline, seed: string, ending: Ending, ready?: Ready): Promise<Told> {
  const keys = leakedKeys(seed);
  const leaked = [keys.source, keys.manifest, keys.removed];
  const [owner = ""] = story.repository.split("/");

  timeline.heading("Setting the stage");
  timeline.restart("starting a GitHub, an OpenAI and the Keyhawk App on loopback");
  const world = await startWorld(owner, ready);
  try {
    const { github, openai } = world;
    const ben = { user: "Ben Lindqvist" };
    const project = "ticket-triage";
    openai.logAudits();
    openai.addKey(keys.source, { project, owner: ben, name: "ben-laptop" });
    const known = openai.addKey(keys.manifest, {
      project,
      owner: { serviceAccount: "summariser" },
      name: "summariser",
    });
    openai.use(keys.source, { requests: 148, dollars: 2.31, ago: 0 });
    openai.addKey(keys.removed, { project: "playground", owner: ben, name: "ben-experiments" });
    openai.addKey(keys.production, { project, owner: { serviceAccount: "triage" }, name: "production" });
    timeline.step(`the App listens, is installed for ${owner}, and has an OpenAI admin key with KEYHAWK_REVOKE=proven`);

    const repository = await github.createRepository(story.repository, { private: true });
    const clone = join(world.folder, "clone");
    await mkdir(clone);
    await writeHistory(clone);
    await git(clone, "remote", "add", "origin", withUser(repository.cloneUrl, "ada-okafor"));
    await git(clone, "push", "--quiet", "origin", "main");
    await github.settled();
    timeline.step("main pushed: three clean commits, about which there is nothing to say");

    timeline.heading("A leak");
    await writeLeak(clone, keys);
    const leakSha = await git(clone, "rev-parse", "HEAD");
    await git(clone, "remote", "set-url", "origin", withUser(repository.cloneUrl, story.author));
    const pushedAt = performance.now();
    timeline.restart(
      `${story.author} pushes ${story.branch}: a key in Python, one in base64 in a manifest, one removed again`,
    );
    await git(clone, "push", "--quiet", "origin", story.branch);
    timeline.step("the push was taken");
    const pull = await github.openPullRequest({
      repository: story.repository,
      title: story.title,
      body: story.body,
      head: story.branch,
      author: story.author,
    });
    timeline.restart(`pull request #${pull.number} is opened; its webhook is signed and delivered`);

    await until("the comment on the pull request", () => commentOf(world, pull.number));
    timeline.step("the comment is there");
    const red = await checkOf(world, leakSha, "Keyhawk", "failure");
    timeline.step(`the check is red: ${red.output.title}`);
    await checkOf(world, leakSha, "Keyhawk (push)", "failure");
    timeline.step("the push's own check is red too");
    const suggested = await until("a review comment with a suggestion", () =>
      github.reviewComments(story.repository, pull.number).find((comment) => comment.body.includes("```suggestion")),
    );
    timeline.step(`there is a suggestion on ${suggested.path}, line ${suggested.line}`);
    await until("OpenAI to forget the keys", () => leaked.every((key) => !openai.isAlive(key)) || null);
    timeline.step("all three keys are dead");
    const revoked = await until("the comment to say so", () => changed(world, pull.number, "", deletedAll));
    timeline.step("the comment says so");

    timeline.heading("How one of them ended, in milliseconds since the push");
    showEnd(openai, known, timeline.since(pushedAt));
    timeline.heading("The comment, as people read it");
    timeline.show(readable(revoked));
    timeline.heading(`The suggestion on ${suggested.path}, line ${suggested.line}`);
    timeline.show(readable(suggested.body));
    timeline.heading(`The check run on ${leakSha.slice(0, 7)}`);
    const check = await checkOf(world, leakSha, "Keyhawk", "failure");
    timeline.show(
      `${check.name}: ${check.conclusion}\n${check.output.title}\n\n${readable(check.output.summary ?? "")}`,
    );

    const page = `${github.url}/${story.repository}/pull/${pull.number}`;
    if (ending === "leak") return { world, keys, page };

    timeline.heading("The fix");
    await writeFix(clone);
    const fixSha = await git(clone, "rev-parse", "HEAD");
    timeline.restart(`${story.author} pushes a fix: the key comes from the environment, the manifest is gone`);
    await git(clone, "push", "--quiet", "origin", story.branch);
    const last = await until("the comment to change", () => changed(world, pull.number, revoked, /out of the code/));
    timeline.step("the same comment, changed in place");
    const green = await checkOf(world, fixSha, "Keyhawk", "success");
    timeline.step(`the check is green: ${green.output.title}`);
    timeline.show(readable(last));

    await forge(world, clone, { keys, seed, timeline });

    await github.settled();
    expectTrue("one comment, not more", ours(world, pull.number).length === 1);
    expectTrue("each key deleted once, and no other", deletions(world) === leaked.length);
    expectTrue(`GitHub's description is kept to: ${github.violations.join("; ")}`, github.violations.length === 0);
    return { world, keys, page };
  } catch (error) {
    const output = world.app.output();
    await world.close();
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\nWhat the App logged:\n${output}`, {
      cause: error,
    });
  }
}

/** Someone who has seen the ends of a production key writes a string that fits them, to have that key deleted. */
async function forge(
  world: World,
  clone: string,
  { keys, seed, timeline }: { readonly keys: LeakedKeys; readonly seed: string; readonly timeline: Timeline },
): Promise<void> {
  const { github, openai } = world;
  timeline.heading("A forgery");
  const forged = forgedKey(keys.production, seed);
  const { length } = keys.production;
  timeline.restart(
    `a pull request brings in a string that fits the production key's ${keys.production.slice(0, 12)}…${keys.production.slice(-4)} (${length} characters, the middle made up)`,
  );
  await writeForgery(clone, forged);
  await git(clone, "push", "--quiet", "origin", story.forgery);
  const { number } = await github.openPullRequest({
    ...{ repository: story.repository, title: "Configure staging", body: "", head: story.forgery, author: "eve" },
  });
  await until("the comment on it", () => changed(world, number, "", /OpenAI does not accept it/));
  timeline.step("the comment: OpenAI does not accept it, so it was never a key");
  expectTrue("the production key is alive", openai.isAlive(keys.production));
  timeline.step("the production key is alive: nothing was deleted");
}

function deletions({ openai }: World): number {
  return openai.requests.filter(({ method, status }) => method === "DELETE" && status === 200).length;
}

/** A comment in which three keys are deleted. */
const deletedAll = /(?:Keyhawk deleted it at OpenAI[\s\S]*){3}/;

function expectTrue(what: string, holds: boolean): void {
  if (!holds) throw new Error(`This should be so and is not: ${what}.`);
}

function ours({ github }: World, number: number) {
  return github.comments(story.repository, number).filter(({ body }) => body?.includes("keyhawk:comment"));
}

function commentOf(world: World, number: number): string | null {
  return ours(world, number)[0]?.body ?? null;
}

/** The comment once it differs from what it was and says what it should. */
function changed(world: World, number: number, before: string, expected: RegExp): string | null {
  const body = commentOf(world, number);
  return body !== null && body !== before && expected.test(body.replace(/<!--[\s\S]*?-->/g, "")) ? body : null;
}

function checkOf({ github }: World, sha: string, name: string, conclusion: string) {
  return until(`the check ${name} to say ${conclusion}`, () =>
    github.checkRuns(story.repository, sha).find((run) => run.name === name && run.conclusion === conclusion),
  );
}

function withUser(url: string, user: string): string {
  const parsed = new URL(url);
  parsed.username = user;
  return parsed.href;
}
