import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, it } from "vitest";
import { detect } from "../../src/detect/detect.ts";
import { type KindId, kinds } from "../../src/detect/kind.ts";
import { makeKey } from "../keys.ts";

const folder = mkdtempSync(join(tmpdir(), "keyhawk-sqlite-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Columns put side by side, without anything between them. */
const schemas: Readonly<Record<string, (key: string, kind: KindId) => readonly (string | number)[]>> = {
  "a name and a value": (key, kind) => [kinds[kind].variable, key],
  "a number, a secret and a date": (key) => [7, key, "2024-01-01"],
  "an address that ends in the key, and a title": (key) => [`https://example.com/?key=${key}`, "Title"],
  "a secret alone": (key) => [key],
};

describe.each(Object.entries(schemas))("a table of %s", (name, rowOf) => {
  // An access token of Codex counts beside its name only.
  const shown = Object.keys(kinds).filter((kind) => kind !== "openai-codex-access-token" || name.includes("name"));
  it.each(shown as KindId[])("shows a key of the kind %s, also where it is indexed", (kind) => {
    const key = makeKey(kind, name);
    const path = join(folder, `${kind}-${name}.sqlite`);
    const row = rowOf(key, kind);
    const columns = row.map((_, i) => `c${i}`).join(", ");
    const database = new DatabaseSync(path);
    database.exec(`create table t (${columns}); create index i on t (${columns})`);
    database.prepare(`insert into t values (${row.map(() => "?").join(", ")})`).run(...row);
    database.close();
    const found = detect(readFileSync(path)).detections.map(({ credential }) => credential.reveal());
    // An index splits what is longer than a quarter of a page.
    if (key.length > 900) expect(found).toContain(key);
    else expect(found).toEqual([key, key]);
  });
});
