import { expect } from "vitest";
import type { BadAnswer } from "../faults/bad-answer.ts";
import { leak } from "./leak.ts";
import { type ActionWorld, everything, repository } from "./world.ts";

const writes = {
  comment: /\/issues\/\d+\/comments$/,
  check: /\/check-runs$/,
  review: /\/reviews$/,
} as const;

/** Refuses one part of a report with this status, and expects all that does not depend on it. */
export async function expectTheRest(world: ActionWorld, part: keyof typeof writes, status: number): Promise<void> {
  const { github } = world;
  const { number, pull, event } = await leak(world, `part-${part}-${status}`);
  const end = github.addFault({ method: "POST", path: writes[part], status, times: 100 });
  const ended = await world.step("pull_request", await event());
  end();
  expect(ended).toMatchObject({ code: 1, stderr: "", outputs: { keys: "1", conclusion: "failure" } });
  expect(ended.stdout).toMatch(/^::error title=Leaked OpenAI project key/m);
  expect(ended.stdout).toMatch(/^::warning title=Keyhawk::GitHub d/m);
  expect(ended.summary).toContain("sk-proj-…");
  expect(ended.report?.findings).toHaveLength(1);
  expect(github.comments(repository, number)).toHaveLength(part === "comment" ? 0 : 1);
  expect(github.checkRuns(repository, pull.headSha)).toHaveLength(part === "check" ? 0 : 1);
  expect(github.reviewComments(repository, number)).toHaveLength(part === "review" ? 0 : 1);
}

/** Refuses the comment with 403 and this message, and expects a warning that names the remedy. */
export async function expectRemedy(world: ActionWorld, message: string, remedy: string): Promise<void> {
  const { event } = await leak(world, `forbidden-${message.length}`);
  const refusal = { method: "POST", path: writes.comment, status: 403, body: { message }, times: 100 };
  const end = world.github.addFault(refusal);
  const ended = await world.step("pull_request", await event(), { inputs: { suggestions: "false" } });
  end();
  expect(ended.stdout.split("\n").find((line) => line.startsWith("::warning"))).toContain(remedy);
}

/** Answers the list of comments badly in the second of two runs, and expects one comment in the end. @param what names the answer */
export async function expectNoSecondComment(world: ActionWorld, what: string, answer: BadAnswer): Promise<void> {
  const { github } = world;
  const { pull, event } = await leak(world, `list-${what.replaceAll(" ", "-")}`);
  await world.step("pull_request", await event());
  const end = github.addFault({ ...answer, method: "GET", path: writes.comment, times: 1 });
  const again = await world.step("pull_request", await event());
  end();
  expect(again).toMatchObject({ code: 1, stderr: "", outputs: { keys: "1" } });
  expect(again.stdout).not.toContain("defect");
  expect(github.comments(repository, pull.number)).toHaveLength(1);
}

/** Runs the step three times with a token of this login, and expects one comment and one review. */
export async function expectOneOfEach(world: ActionWorld, login: string): Promise<void> {
  const { github } = world;
  const { number, event } = await leak(world, `token-${login.length}`);
  const token = github.createToken({ repository, permissions: everything, login });
  for (let run = 0; run < 3; run += 1) {
    expect(await world.step("pull_request", await event(), { token })).toMatchObject({ code: 1, stderr: "" });
    expect(github.comments(repository, number)).toHaveLength(1);
  }
  expect(github.reviewComments(repository, number)).toHaveLength(1);
}
