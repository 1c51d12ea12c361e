import { test } from "vitest";
import { expectOneComment, useBothWorld } from "../action/both-world.ts";

const world = useBothWorld();

test.each([
  { first: "App", when: "the App comes first", othersComments: "locked" },
  { first: "step", when: "the step comes first", othersComments: "editable" },
  { first: "step", when: "the step comes first", othersComments: "locked" },
  { first: "both", when: "App and step come at once", othersComments: "editable" },
  { first: "both", when: "App and step come at once", othersComments: "locked" },
] as const)(
  "one comment remains when $when, and the comments of others are $othersComments",
  ({ first, othersComments }) => expectOneComment(world(), first, othersComments),
);
