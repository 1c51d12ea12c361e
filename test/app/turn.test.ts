import { expect, test } from "vitest";
import { priorities, type Turn } from "../../src/incident/turn.ts";

const turn = (installation: number, repository: string, origin: Turn["origin"] = "member"): Turn => ({
  installation,
  repository,
  origin,
});
const flood = (count: number, of: Turn) => Array.from({ length: count }, () => of);
/** Names of turns in the order in which their jobs begin, when all come at once. */
function order(turns: readonly (readonly [name: string, turn: Turn])[]): string[] {
  const ranks = priorities(
    turns.map(([, each]) => each),
    [],
    null,
  );
  const indexed = turns.map(([name], index) => ({ name, index, priority: ranks[index] ?? 0 }));
  return indexed.sort((a, b) => b.priority - a.priority || a.index - b.index).map(({ name }) => name);
}
const named = (name: string, turns: readonly Turn[]) => turns.map((each, index) => [`${name}${index}`, each] as const);

test("an installation with one job is served after one job of each other installation, however many they have queued", () => {
  const turns = [...named("a", flood(500, turn(1, "a/x"))), ["b", turn(2, "b/x")] as const];
  expect(order(turns).indexOf("b")).toBeLessThan(2);
});

test("an installation does not win by having many repositories", () => {
  const many = Array.from({ length: 100 }, (_, index) => turn(1, `a/${index}`));
  const turns = [...named("a", many), ...named("b", flood(5, turn(2, "b/x")))];
  const begun = order(turns);
  for (let index = 0; index < 5; index++) expect(begun.indexOf(`b${index}`)).toBeLessThan(2 * (index + 1) + 1);
});

test("repositories of one installation take turns", () => {
  const turns = [...named("a", flood(100, turn(1, "a/x"))), ...named("b", flood(3, turn(1, "a/y")))];
  expect(order(turns).indexOf("b0")).toBeLessThan(3);
  expect(order(turns).indexOf("b2")).toBeLessThan(10);
});

test("in a repository members go before forks, and both before a history", () => {
  const turns = [
    ...named("history", flood(5, turn(1, "a/x", "history"))),
    ...named("fork", flood(400, turn(1, "a/X", "fork"))),
    ["member", turn(1, "A/x")] as const,
  ];
  const begun = order(turns);
  expect(begun[0]).toBe("member");
  expect(begun.indexOf("history4")).toBeGreaterThan(begun.indexOf("fork0"));
});

test("a source that returns later joins at the others' current turn", () => {
  const backlog = [{ ...turn(1, "a/x"), count: 10 }];
  const [first] = priorities([turn(2, "b/x")], backlog, -3 * 200);
  expect(first).toBe(-3 * 200);
  // Its second job waits for one of the other.
  expect(priorities(flood(2, turn(2, "b/x")), backlog, -3 * 200)).toEqual([-3 * 200, -3 * 201]);
});

test("no backlog is too long for the queue's column", () => {
  const backlog = [{ ...turn(1, "a/x"), count: 2 ** 31 }];
  expect(priorities([turn(1, "a/x")], backlog, null)).toEqual([-(2 ** 31)]);
});
