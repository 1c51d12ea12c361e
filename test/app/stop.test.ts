import { afterAll, beforeAll, expect, test } from "vitest";
import { makeKey } from "../keys.ts";
import { startApp } from "./app-process.ts";
import { serverDatabase } from "./server-database.ts";
import { until } from "./until.ts";
import { type AppWorld, createAppWorld } from "./world.ts";

const repository = "acme/shop";
let world: AppWorld;

beforeAll(async () => {
  world = await createAppWorld(repository, await serverDatabase());
});
afterAll(() => world.close());

test("SIGTERM shuts the App down cleanly while GitHub does not answer, and the next start does the work", async () => {
  const first = await startApp(world.environment({ KEYHAWK_FIRST_BYTE_TIMEOUT: "60" }));
  world.connect(first.url);
  const key = makeKey("openai-project-key", "stop");
  const end = world.github.addFault({ path: /\/compare\//, manner: "silent", times: Number.POSITIVE_INFINITY });
  const heads: string[] = [];
  for (const branch of ["one", "two", "three", "four", "five"]) {
    heads.push(await world.push(branch, { [`${branch}.py`]: `KEY = "${key}"\n` }));
  }
  await world.github.settled();
  await until("GitHub to be asked", () => world.github.requests.find(({ path }) => path.includes("/compare/")));

  const begun = Date.now();
  const code = await first.signal("SIGTERM");
  expect(Date.now() - begun).toBeLessThan(25_000);
  expect({ code, output: first.output() }).toMatchObject({
    code: 0,
    output: expect.not.stringMatching(/closed|defect/),
  });

  end();
  const second = await startApp(world.environment());
  world.connect(second.url);
  for (const head of heads) {
    await until("the check", () => world.github.checkRuns(repository, head)[0]);
  }
  expect(heads.map((head) => world.github.checkRuns(repository, head).length)).toEqual([1, 1, 1, 1, 1]);
  await second.signal("SIGTERM");
}, 180_000);
