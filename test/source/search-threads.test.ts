import { monitorEventLoopDelay } from "node:perf_hooks";
import { afterEach, expect, test } from "vitest";
import { defaultPolicy } from "../../src/policy/policy.ts";
import { address, type Document } from "../../src/source/document.ts";
import { searchDocument } from "../../src/source/search-document.ts";
import { createSearchThreads, type SearchThreads } from "../../src/source/search-threads.ts";
import { makeKey } from "../keys.ts";

let threads: SearchThreads;
afterEach(() => threads.close());

const document = (text: string): Document => ({
  address: address("file", { path: "keys.txt" }),
  bytes: Buffer.from(text),
  firstLine: 1,
  added: null,
});
const lines = Array.from({ length: 20_000 }, (_, index) => `${makeKey("openai-project-key", `thread ${index}`)}\n`);
const keys = (count: number) => document(lines.slice(0, count).join(""));

test("a thread finds what the calling thread finds, and its credentials reveal the same", async () => {
  threads = createSearchThreads();
  const key = makeKey("openai-service-account-key", "thread");
  const base64 = Buffer.from(makeKey("openai-admin-key", "thread")).toString("base64");
  const exposure = "new OpenAI({ dangerouslyAllowBrowser: true });";
  const searched = document(`${key}\n${base64}\n${exposure}\n${"A line without a key.\n".repeat(10_000)}`);
  const [there, here] = await Promise.all([
    threads.search(searched, defaultPolicy),
    searchDocument(searched, defaultPolicy),
  ]);
  expect(there).toEqual(here);
  expect(here.findings).toHaveLength(2);
  const raw = ({ findings }: typeof here) => findings.map(({ credential }) => credential.reveal());
  expect(raw(there)).toEqual(raw(here));
});

test("20,000 keys in one file do not block the event loop", async () => {
  threads = createSearchThreads();
  const large = keys(20_000);
  const delay = monitorEventLoopDelay({ resolution: 10 });
  const start = performance.now();
  delay.enable();
  const { findings } = await threads.search(large, defaultPolicy);
  delay.disable();
  const milliseconds = performance.now() - start;
  expect(findings).toHaveLength(20_000);
  // In the calling thread the longest delay is the whole time. A ratio, since machines differ.
  expect(delay.max / 1e6).toBeLessThan(milliseconds / 2);
});

test("a thread that runs out of memory is a failure without a key, and the next document has another thread", async () => {
  threads = createSearchThreads(16);
  const failure = await threads.search(keys(20_000), defaultPolicy).catch((error: Error) => error);
  expect(String(failure)).toBe("Error: A thread that searches for keys ended: out of memory.");
  expect((await threads.search(keys(600), defaultPolicy)).findings).toHaveLength(600);
});

test("a search that is under way fails when the App ends", async () => {
  threads = createSearchThreads();
  const searching = threads.search(keys(20_000), defaultPolicy).catch((error: Error) => error.message);
  await threads.close();
  expect(await searching).toBe("A thread that searches for keys ended: it was ended.");
});
