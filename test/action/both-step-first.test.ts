import { test } from "vitest";
import { expectOneComment, useBothWorld } from "./both-world.ts";

const world = useBothWorld();

test.each(["editable", "locked"] as const)(
  "the step comes first where the comments of others are %s: one comment tells it all",
  (othersComments) => expectOneComment(world(), "step", othersComments),
);
