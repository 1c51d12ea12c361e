import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, it } from "vitest";
import { fingerprint } from "../../src/detect/credential.ts";
import { address } from "../../src/source/document.ts";
import { makeKey } from "../keys.ts";
import { placesOf, scanSource } from "./scanning.ts";

const key = makeKey("openai-user-key", "row");
const seeds = new Map([[fingerprint(key), "key"]]);
const folder = mkdtempSync(join(tmpdir(), "keyhawk-sqlite-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A database with small pages whose rows hold the key behind ever more text, so that it crosses every kind of boundary. */
function database(name: string, definition: string): Buffer {
  const path = join(folder, name);
  const file = new DatabaseSync(path);
  file.exec(`PRAGMA page_size = 512; CREATE TABLE log (id INTEGER PRIMARY KEY, body TEXT)${definition}`);
  const insert = file.prepare("INSERT INTO log (id, body) VALUES (?, ?)");
  for (let row = 1; row <= 60; row++) insert.run(row, `${"- ".repeat(5 * row)}${key} ${"- ".repeat(300)}`);
  file.close();
  return readFileSync(path);
}

async function scanned(bytes: Uint8Array): Promise<{ readonly rows: Set<string>; readonly lines: readonly string[] }> {
  const document = { address: address("file", { path: "a.db" }), bytes, firstLine: 1, added: null };
  const { findings, coverage } = await scanSource([{ type: "document", document }]);
  const places = placesOf(findings, seeds);
  expect(places.every((place) => place.includes("key"))).toBe(true);
  return {
    rows: new Set(findings.map(({ address: { container } }) => container[0]?.replace(/^page \d+, /, "") ?? "")),
    lines: coverage.notScanned.map(({ reason, detail }) => `${reason}: ${detail}`),
  };
}

describe("a SQLite database", () => {
  it("shows a key wherever it crosses from one page to another", async () => {
    const { rows, lines } = await scanned(database("rows.db", ""));
    expect([...rows].sort()).toEqual(Array.from({ length: 60 }, (_, index) => `row ${index + 1}`).sort());
    expect(lines).toEqual([]);
  });

  it("shows the keys in the entries of a table without row numbers", async () => {
    const { rows, lines } = await scanned(database("entries.db", " WITHOUT ROWID"));
    expect(rows.size).toBeGreaterThan(0);
    expect([...rows].every((row) => row.startsWith("entry "))).toBe(true);
    expect(lines).toEqual([]);
  });

  it("whose end is missing is named, and read as far as it goes", async () => {
    const bytes = database("cut.db", "");
    const { rows, lines } = await scanned(bytes.subarray(0, Math.floor(bytes.length / 2)));
    expect(rows.size).toBeGreaterThan(10);
    expect(lines).toEqual(["unreadable: The database lacks some of its pages."]);
  });
});
