import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { changeFromEvent } from "../../src/github/change-from-event.ts";

interface Example {
  readonly name: string;
  readonly examples: readonly Record<string, unknown>[];
}

const require = createRequire(import.meta.url);
const file = require.resolve("@octokit/webhooks-examples/api.github.com/index.json");
const all = JSON.parse(readFileSync(file, "utf8")) as readonly Example[];
const examplesOf = (name: string) => all.find((each) => each.name === name)?.examples ?? [];

describe("events", () => {
  test("every example payload of GitHub's is a change or says why it is none", () => {
    const reasons = new Set<string>();
    for (const { name, examples } of all) {
      for (const payload of examples) {
        const change = changeFromEvent(name, payload);
        if (change.type === "none") reasons.add(change.reason);
        else expect(["push", "pull_request", "merge_group"]).toContain(name);
      }
    }
    for (const reason of reasons) expect(reason).toMatch(/\.$/);
    expect([...reasons].filter((reason) => reason.includes("not complete"))).toEqual([]);
  });

  test("a push carries its range and the ids of its commits", () => {
    const changes = examplesOf("push").map((payload) => changeFromEvent("push", payload));
    const branch = changes.find((change) => change.type === "push" && change.ref.startsWith("refs/heads/"));
    expect(branch).toMatchObject({ type: "push", owner: expect.any(String), repo: expect.any(String) });
    const [payload] = examplesOf("push");
    const deleted = { ...payload, deleted: true, after: "0".repeat(40) };
    expect(changeFromEvent("push", deleted).type).toBe("none");
    const created = { ...payload, before: "0".repeat(40), after: "1".repeat(40), deleted: false, created: undefined };
    expect(changeFromEvent("push", created)).toMatchObject({ type: "push", created: true });
  });

  test("a pull request is scanned when its text or its commits change", () => {
    const opened = examplesOf("pull_request").find((payload) => payload.action === "opened");
    const type = (action: string, changes?: object) =>
      changeFromEvent("pull_request_target", { ...opened, action, changes }).type;
    for (const action of ["opened", "reopened", "synchronize", "ready_for_review", "edited"]) {
      expect(type(action), action).toBe("pull-request");
    }
    expect(type("edited", { title: { from: "x" } })).toBe("pull-request");
    expect(type("edited", {})).toBe("none");
    expect(type("labeled")).toBe("none");
  });

  test("a payload that lacks a field names it, whatever it is", () => {
    for (const payload of [null, undefined, 1, "x", [], {}, { ref: 1 }, { action: "opened", pull_request: null }]) {
      for (const name of ["push", "pull_request"]) {
        const change = changeFromEvent(name, payload);
        expect(change.type).toBe("none");
        expect(change.type === "none" && change.reason).toMatch(/is not complete/);
      }
    }
    expect(changeFromEvent("issues", {}).type).toBe("none");
  });
});
