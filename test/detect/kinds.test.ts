import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { detect } from "../../src/detect/detect.ts";
import { type KindId, kinds } from "../../src/detect/kind.ts";
import { makeKey, type WatermarkedKind, watermarked } from "../keys.ts";

const page = readFileSync(new URL("../../docs/formats.md", import.meta.url), "utf8");
const everyKind = Object.keys(kinds) as KindId[];

/** The cells of the table of kinds, row by row. */
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| `") && /\| (?:critical|high|medium) \|$/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")));

test("the page of formats has a row for every kind, in the order of the code, with its severity", () => {
  const described = rows.filter(([, id]) => !id?.endsWith("(old)")).map(([, id, , , severity]) => [id, severity]);
  expect(described).toEqual(everyKind.map((id) => [id, kinds[id].severity]));
});

test("the page of formats lists the issued lengths of every kind with a watermark, and its prefix", () => {
  for (const [, id, form, lengths] of rows) {
    const kind = Object.values(kinds).find((each) => each.id === id);
    if (kind?.form.type !== "watermark") continue;
    expect(lengths).toBe(kind.form.issued.join(", "));
    expect(form?.startsWith(kind.form.prefix)).toBe(true);
  }
});

test("a key of every issued length is reported with high confidence, and a key of any other length with medium", () => {
  for (const kind of Object.keys(watermarked) as WatermarkedKind[]) {
    const { form } = kinds[kind];
    const issued = form.type === "watermark" ? form.issued : [];
    for (const segment of [...issued, 33]) {
      const { detections } = detect(Buffer.from(` ${makeKey(kind, "length", { segment })} `));
      const found = detections.map(({ credential, confidence }) => [credential.kind, confidence]);
      expect(found).toEqual([[kind, issued.includes(segment) ? "high" : "medium"]]);
    }
  }
});

test("a detected key shows no more than the fixed beginning of its kind and its last four characters", () => {
  for (const kind of everyKind) {
    const key = makeKey(kind, "masked");
    const [detection] = detect(Buffer.from(`${kinds[kind].variable}=${key}\n`)).detections;
    const [, beginning = "", end] = /^(.*)…(.{4})$/.exec(detection?.credential.masked ?? "") ?? [];
    expect(end).toBe(key.slice(-4));
    expect(beginning.startsWith(kinds[kind].form.prefix)).toBe(true);
    // A named key shows its name, and a refresh token which of its two forms it has.
    const shown = kind === "openai-named-key" || kind === "openai-refresh-token" ? beginning : kinds[kind].form.prefix;
    expect(beginning).toBe(shown);
    expect(beginning.length).toBeLessThan(24);
  }
});
