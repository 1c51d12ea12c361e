import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { PullRequestChange } from "../../src/github/change.ts";
import { defaultPolicy } from "../../src/policy/policy.ts";
import type { GitHubStandIn } from "../github/github.ts";
import { makeKey } from "../keys.ts";
import { createWorld, type HandleOptions, startGitHub, type World } from "./world.ts";

let github: GitHubStandIn;
let world: World;
/** Two pull requests with the same head commit; the first one's title holds a key. */
let red: PullRequestChange;
let green: PullRequestChange;

beforeAll(async () => {
  github = await startGitHub();
});
afterAll(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
});
beforeEach(async () => {
  world = await createWorld(github);
  world.commit("topic", [{ message: "Fine", files: { a: "1\n" } }], "refs/heads/main");
  red = await world.pull({ head: "topic", title: `Use ${makeKey("openai-project-key", "shared head")}` });
  green = await world.pull({ head: "topic", title: "Clean" });
});

const runs = () =>
  github.checkRuns(world.fullName).map(({ id, name, conclusion }) => ({ id: Number(id), name, conclusion }));
/** What a rule that requires `Keyhawk` sees: the newest run of that name. */
const required = () =>
  runs()
    .filter(({ name }) => name === "Keyhawk")
    .toSorted((a, b) => a.id - b.id)
    .at(-1)?.conclusion;
const ownOf = ({ number }: PullRequestChange) => runs().filter(({ name }) => name === `Keyhawk (#${number})`);

test("the passed check of a pull request does not hide the failed one of another at the same commit", async () => {
  await world.handle(red, { externalId: "red" });
  expect(required()).toBe("failure");
  // The event that opened it, a later one, one of a fork, and one with a database that knows the other.
  const known: Partial<HandleOptions> = { commented: "no", headUse: async () => "shared" };
  await world.handle(green, { externalId: "1" });
  expect(ownOf(green)).toMatchObject([{ conclusion: "success" }]);
  await world.handle({ ...green, opened: false }, { externalId: "2" });
  await world.handle({ ...green, opened: false, comments: 1, fork: true }, { externalId: "3" });
  await world.handle({ ...green, opened: false }, { externalId: "4", ...known });
  await world.handle({ ...green, opened: false }, { externalId: "4", ...known, attempt: "further" });
  expect(required()).toBe("failure");
  expect(ownOf(green)).toHaveLength(4);

  // Another run about the same pull request may say that it is well again.
  await world.handle(
    { ...red, title: "Clean, too" },
    { externalId: "red-2", loadPolicy: async () => ({ ...defaultPolicy, failOn: "never" }) },
  );
  expect(required()).toBe("success");
  await world.handle(green, { externalId: "4", attempt: "further" });
  expect(required()).toBe("success");
  // An older run that was red no longer counts: the green one needs no name of its own.
  expect(ownOf(green)).toHaveLength(3);
});

test("a check that fails later is shown instead of a passed one written in between", async () => {
  await world.handle({ ...red, title: "Clean" }, { externalId: "red" });
  await world.handle(green, { externalId: "green" });
  expect(required()).toBe("success");
  await world.handle({ ...red, opened: false }, { externalId: "red", attempt: "further" });
  expect(required()).toBe("failure");
  await world.handle({ ...green, opened: false }, { externalId: "green", attempt: "further" });
  expect(required()).toBe("failure");
  expect(runs().filter(({ conclusion }) => conclusion === "failure")).toHaveLength(1);
});

test("a closed pull request blocks no one", async () => {
  await world.handle(red, { externalId: "red" });
  await github.changePullRequest(world.fullName, red.number, "closed");
  await world.handle(green, { externalId: "green" });
  expect(required()).toBe("success");
});
