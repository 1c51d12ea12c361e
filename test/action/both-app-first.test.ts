import { test } from "vitest";
import { expectOneComment, useBothWorld } from "./both-world.ts";

const world = useBothWorld();

test.each(["editable", "locked"] as const)(
  "one comment remains when the App comes first, and the comments of others are %s",
  (othersComments) => expectOneComment(world(), "App", othersComments),
);
