import { afterAll, beforeAll, expect, test } from "vitest";
import { type BothWorld, expectOneComment, startBothWorld } from "./both-world.ts";

let world: BothWorld;
beforeAll(async () => {
  world = await startBothWorld();
});
afterAll(async () => {
  expect(world.github.violations).toEqual([]);
  await world[Symbol.asyncDispose]();
});

test.each(["editable", "locked"] as const)(
  "the App comes first where the comments of others are %s: one comment tells it all",
  (othersComments) => expectOneComment(world, "App", othersComments),
);
