import { expect, test } from "vitest";
import { describe } from "../../src/cli/scan/progress-line.ts";
import { Failure } from "../../src/failure.ts";
import { address } from "../../src/source/document.ts";
import type { SourceItem } from "../../src/source/source.ts";
import { watched } from "../../src/source/watched.ts";

test("progress shows how much is done, how fast, and the time left once the total is known", () => {
  const counted = { documents: 12_345, bytes: 1_200_000_000, commits: 0, expected: null };
  expect(describe(counted, 4)).toBe("Scanning 12,345 documents · 1.2 GB · 300 MB/s · 4 s");
  expect(describe({ ...counted, commits: 1, expected: 49_380 }, 4)).toBe(
    "Scanning ━━━━━─────────────── 25% · 1 commit · 12,345 documents · 1.2 GB · 300 MB/s · 12 s left",
  );
});

test("watching passes every item on, and an interrupted source ends with a line in coverage", async () => {
  const document = { address: address("file"), bytes: Buffer.from("x"), firstLine: 1, added: null };
  const items: SourceItem[] = [
    { type: "expected", documents: 2 },
    { type: "document", document },
    { type: "clean", documents: 1, bytes: 7 },
  ];
  const quiet = await collect(watched(items, () => {}, new AbortController().signal));
  expect(quiet).toEqual(items);
  const interrupted = await collect(watched(items, () => {}, AbortSignal.abort()));
  expect(interrupted.at(-1)).toMatchObject({ type: "not-scanned", notScanned: { reason: "interrupted" } });
});

test("a source that fails midway leaves a line in coverage; one that fails at once throws its failure", async () => {
  const lost = new Failure("incomplete", "The disk is gone.");
  async function* failing(...items: SourceItem[]): AsyncGenerator<SourceItem> {
    yield* items;
    throw lost;
  }
  const count: SourceItem = { type: "commits", count: 1 };
  const { signal } = new AbortController();
  expect(await collect(watched(failing(count), () => {}, signal))).toMatchObject([
    count,
    { type: "not-scanned", notScanned: { reason: "unreadable", detail: "The disk is gone." } },
  ]);
  await expect(collect(watched(failing(), () => {}, signal))).rejects.toBe(lost);
  expect(await collect(watched(failing(), () => {}, AbortSignal.abort()))).toMatchObject([
    { type: "not-scanned", notScanned: { reason: "interrupted" } },
  ]);
});

async function collect(source: AsyncIterable<SourceItem>): Promise<SourceItem[]> {
  const items: SourceItem[] = [];
  for await (const item of source) items.push(item);
  return items;
}
