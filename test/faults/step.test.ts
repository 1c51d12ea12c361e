import { afterAll, beforeAll, expect, test } from "vitest";
import { expectNoSecondComment, expectOneOfEach, expectRemedy, expectTheRest } from "../action/bad-answers.ts";
import { type ActionWorld, startWorld } from "../action/world.ts";
import { unusableAnswers } from "./bad-answers.ts";

let world: ActionWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  expect(world.github.violations).toEqual([]);
  await world[Symbol.asyncDispose]();
});

test("three runs with a token of another App leave one comment and one review", () =>
  expectOneOfEach(world, "my-app[bot]"));

test.each([
  { part: "check", status: 401 },
  { part: "review", status: 409 },
] as const)(
  "when the $part is answered $status, everything else is published and the report is complete",
  ({ part, status }) => expectTheRest(world, part, status),
);

test.each([
  { message: "Repository was archived so is read-only.", remedy: "archived" },
  { message: "Resource protected by organization SAML enforcement.", remedy: "single sign-on" },
  {
    message:
      "Although you appear to have the correct authorization credentials, the organization has an IP allow list enabled.",
    remedy: "IP allow list",
  },
  { message: "Unable to create comment because issue is locked.", remedy: "locked" },
])("a 403 with the message “$message” is reported with its own remedy", ({ message, remedy }) =>
  expectRemedy(world, message, remedy),
);

const { "JSON of another form": _, ...others } = unusableAnswers;

test.each(Object.entries(others))("a list of comments that is %s does not cause a second comment", (what, answer) =>
  expectNoSecondComment(world, what, answer),
);
