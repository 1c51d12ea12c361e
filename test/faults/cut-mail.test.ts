import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { expectReadAgain } from "../change/read-again.ts";
import { createWorld, startGitHub, type World } from "../change/world.ts";
import type { GitHubStandIn } from "../github/github.ts";

let github: GitHubStandIn;
let world: World;

beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.close());
beforeEach(async () => {
  world = await createWorld(github);
});

/** What is left of a mail, by where it is cut off. */
const cuts: Readonly<Record<string, (mail: string) => string>> = {
  "after the index line": (mail) => mail.slice(0, mail.indexOf("--- a/b.py")),
  "before the second hunk of a file": (mail) => mail.slice(0, mail.lastIndexOf("@@ -")),
  "before the last line": (mail) => mail.slice(0, mail.lastIndexOf("+last")),
  "in the middle of the last line": (mail) => mail.slice(0, mail.lastIndexOf("+last") + 4),
  "before the diff": (mail) => mail.slice(0, mail.indexOf("diff --git")),
  "in the statistics": (mail) => mail.slice(0, mail.indexOf(" 2 files changed")),
  "in the message": (mail) => mail.slice(0, mail.indexOf("---\n")),
};

test.each(Object.entries(cuts).map(([where, cut]) => ({ where, cut })))(
  "a mail that ends $where is read again as JSON",
  ({ cut }) => expectReadAgain(github, world, cut),
);
