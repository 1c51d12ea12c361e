import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeFromEvent } from "../../src/github/change-from-event.ts";
import { scanReportOfChange } from "../../src/report/scan-report.ts";
import type { GitHubStandIn } from "../github/github.ts";
import { makeKey } from "../keys.ts";
import { fastImport, git } from "./repository.ts";
import { createWorld, type HandledChange, startGitHub, type World, workflowVoice } from "./world.ts";

let github: GitHubStandIn;
let world: World;

beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => {
  expect(github.violations).toEqual([]);
  return github.close();
});
beforeEach(async () => {
  world = await createWorld(github);
});

const key = makeKey("openai-project-key", "line reasons");
const other = makeKey("openai-project-key", "line reasons, other");
const bare = `key = "${key}"\n`;
const reasoned = `key = "${key}"  # keyhawk:ignore sample of the vendor's manual\n`;
const reason = "sample of the vendor's manual";
const tip = (ref: string) => git(world.gitDir, "rev-parse", ref);
const permission = "GET /repos/{owner}/{repo}/collaborators/{username}/permission";
const contents = "GET /repos/{owner}/{repo}/contents/{path}";

const handled = async (commits: Parameters<World["commit"]>[1]) => {
  world.commit("topic", commits, "refs/heads/main");
  return world.handle(await world.pull({ head: "topic" }));
};
const changed = (files: Record<string, string | null>) => ({ message: "Change", files });
const file = (text: string) => changed({ "a.py": text });
const nothing = changed({ "b.txt": "1\n" });

describe("a change within the repository", () => {
  test("a reason on the line ignores the finding, and every output says so", async () => {
    const { report, published } = await handled([file(reasoned)]);
    expect(report).toMatchObject({ conclusion: "success", keys: [{ ignored: reason, ignoredBy: "line" }] });
    expect(published.comment?.body).toContain(`⚪ Ignored on the line: \`${reason}\``);
    const [run] = github.checkRuns(world.fullName, tip("topic"));
    expect(run).toMatchObject({ conclusion: "success", annotations: [{ annotation_level: "notice" }] });
    expect(run?.annotations[0]?.message).toContain(`Ignored on the line: ${reason}`);
    expect(github.reviewComments(world.fullName, report.change.number ?? 0)).toEqual([]);
    const [finding] = scanReportOfChange(report, "introduced").findings;
    expect(finding).toMatchObject({ ignored: reason, ignoredBy: "line" });
    expect(world.requests()).not.toContain(permission);
  });

  test("a reason has no effect if the base branch's configuration turns such reasons off", async () => {
    world.commit("main", [changed({ ".github/keyhawk.yml": "inline-ignore: false\n" })]);
    const { report, published } = await handled([file(reasoned)]);
    expect(report).toMatchObject({ conclusion: "failure", keys: [{ ignored: null }] });
    expect(published.comment?.body).toContain("inline-ignore: false");
  });

  test("a reason on a pushed line ignores the finding", async () => {
    const before = tip("main");
    world.commit("main", [file(reasoned)]);
    const { report } = await world.handle(world.push({ before, after: tip("main") }));
    expect(report).toMatchObject({ conclusion: "success", keys: [{ ignored: reason, ignoredBy: "line" }] });
  });

  test.each([
    ["a reason that a later commit adds counts for the earlier one", [file(bare), file(reasoned)], "success"],
    ["a reason that a later commit removes no longer counts", [file(reasoned), file(bare)], "failure"],
    [
      "a reason that was removed together with its key counts",
      [file(reasoned), changed({ "a.py": "import os\n" })],
      "success",
    ],
    ["a reason on one of two lines ignores neither", [file(`${reasoned}${bare}`)], "failure"],
    ["a reason in one of two files ignores neither", [file(reasoned), changed({ "b.py": bare })], "failure"],
    [
      "a reason does not cover the same key in another file",
      [changed({ "b.py": bare }), changed({ "b.py": null, "a.py": reasoned })],
      "failure",
    ],
    ["a reason does not cover another key", [file(`${reasoned}second = "${other}"\n`)], "failure"],
    ["an ignore without a reason has no effect", [file(`key = "${key}" # keyhawk:ignore\n`)], "failure"],
  ])("%s", async (_, commits, conclusion) => {
    expect((await handled(commits)).report.conclusion).toBe(conclusion);
  });

  test("a reason in a message, title or description has no effect", async () => {
    const line = `${key} keyhawk:ignore ${reason}`;
    world.commit("topic", [{ message: line, files: { a: "1\n" } }], "refs/heads/main");
    expect((await world.handle(await world.pull({ head: "topic" }))).report.conclusion).toBe("failure");
    world.commit("clean", [nothing], "refs/heads/main");
    const { report } = await world.handle(await world.pull({ head: "clean", body: line, title: line }));
    expect(report).toMatchObject({ conclusion: "failure", keys: [{ ignored: null }] });
  });

  test("the reason is always shown as plain text", async () => {
    const hostile = "@acme/owners `x` <img src=x> ##[error]no | [y](https://evil.example)";
    const { published } = await handled([file(`key = "${key}" # keyhawk:ignore ${hostile}\n`)]);
    expect(published.comment?.body).toContain("⚪ Ignored on the line: ``");
    expect(published.comment?.body).toContain(hostile);
  });

  test("a key stays ignored after a force-push removes it together with its line", async () => {
    world.commit("topic", [file(reasoned)], "refs/heads/main");
    const pull = await world.pull({ head: "topic" });
    const voice = { ...workflowVoice, secret: "a secret of the operator" };
    await world.handle(pull, { voice });
    world.commit("topic", [nothing], "refs/heads/main");
    const { report } = await world.handle(world.again(pull), { voice });
    expect(report).toMatchObject({ conclusion: "success", keys: [{ earlier: true, ignored: reason }] });
  });
});

describe("a fork's pull request", () => {
  /** Opens one for commits on top of `main`; its payload is read as the App and the step read it. */
  const forked = async (
    commits: Parameters<World["commit"]>[1],
    settings: { author?: string; owner?: string; payload?: (pull: Record<string, unknown>) => void } = {},
  ): Promise<HandledChange> => {
    const { author = "mallory", owner = "mallory", payload = () => {} } = settings;
    const fork = await github.createRepository(`${owner}/${world.repo}`);
    git(fork.gitDir, "fetch", "--quiet", world.gitDir, "main:main");
    fastImport(fork.gitDir, "refs/heads/topic", commits, "refs/heads/main");
    const { number } = await github.openPullRequest({
      repository: world.fullName,
      title: "From outside",
      head: "topic",
      headRepository: fork.fullName,
      author,
    });
    const event = structuredClone(await github.pullRequestEvent(world.fullName, number));
    payload(event.pull_request as Record<string, unknown>);
    const change = changeFromEvent("pull_request", event);
    if (change.type !== "pull-request") throw new Error("There is no change.");
    world.requests();
    return world.handle(change);
  };

  test("a stranger's reason does not count, and the report says why", async () => {
    const { report, published } = await forked([file(reasoned)]);
    expect(report).toMatchObject({ conclusion: "failure", keys: [{ ignored: null }] });
    const sentence = "The reason on the line does not count: the pull request comes from a fork, and its author";
    expect(published.comment?.body).toContain(sentence);
    expect(github.checkRuns(world.fullName)[0]?.output.text).toContain(sentence);
    const requests = world.requests();
    expect(requests).toContain(permission);
  });

  test.each([
    ["write", "success"],
    ["maintain", "success"],
    ["admin", "success"],
    ["triage", "failure"],
    ["read", "failure"],
  ] as const)("a reason of a fork's author with the role %s leads to %s", async (role, conclusion) => {
    github.addCollaborator(world.fullName, "mallory", role);
    expect((await forked([file(reasoned)])).report.conclusion).toBe(conclusion);
  });

  test("the author's role does not count for a fork that is not the author's own", async () => {
    github.addCollaborator(world.fullName, "mallory", "write");
    const { report, published } = await forked([file(reasoned)], { owner: "umbrella-forks" });
    expect(report.conclusion).toBe("failure");
    expect(published.comment?.body).toContain("a fork that is not its author's own");
    expect(world.requests()).not.toContain(permission);
  });

  test("the author's role does not count for a deleted fork", async () => {
    github.addCollaborator(world.fullName, "mallory", "write");
    const payload = (pull: Record<string, unknown>) => {
      pull.head = { ...(pull.head as object), repo: null };
    };
    const { report, published } = await forked([file(reasoned)], { payload });
    expect(report.conclusion).toBe("failure");
    expect(published.comment?.body).toContain("a fork that is gone");
  });

  test.each([403, 404])(
    "a reason does not count when GitHub answers %i for the author's role, and the comment says so",
    async (status) => {
      github.addCollaborator(world.fullName, "mallory", "write");
      github.addFault({ path: /\/collaborators\//, status });
      const { report, published } = await forked([file(reasoned)]);
      expect(report.conclusion).toBe("failure");
      expect(published.comment?.body).toContain("GitHub does not reveal whether the author");
    },
  );

  test("a reason that the base branch already has on the line counts, even after a rename", async () => {
    const padding = Array.from({ length: 30 }, (_, index) => `line_${index} = ${index}\n`).join("");
    world.commit("main", [file(`${padding}${reasoned}`)]);
    const moved = reasoned.replace(reason, "another reason").replace("key =", "  key =");
    const { report } = await forked([changed({ "a.py": null, "c/b.py": `${padding}${moved}` })]);
    expect(report).toMatchObject({ conclusion: "success", keys: [{ ignored: reason, ignoredBy: "line" }] });
  });

  test("a line of the base branch without a reason, or with another key, does not count", async () => {
    world.commit("main", [file(`${bare}${reasoned.replace(key, other)}`)]);
    expect((await forked([file(`${bare}${reasoned}`)])).report.conclusion).toBe("failure");
  });

  test("nothing is requested when no line has a reason, nor for new files", async () => {
    await forked([file(bare)]);
    expect(world.requests()).not.toContain(permission);
    const other = await createWorld(github);
    world = other;
    await forked([file(reasoned)]);
    const asked = world.requests();
    expect(asked).toContain(permission);
    // Two are the configuration's, and one is the file in which a line is to be changed.
    expect(asked.filter((route) => route === contents)).toHaveLength(3);
  });
});
