import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { generate, pages } from "../../scripts/reference.ts";
import { inputNames } from "../../src/action/inputs.ts";
import { scanBytes } from "../../src/index.ts";
import { defaultPolicy } from "../../src/policy/policy.ts";
import { renderJson } from "../../src/report/formats/json.ts";
import { scanReport } from "../../src/report/scan-report.ts";
import { makeKey } from "../keys.ts";

const root = join(import.meta.dirname, "../..");

test.each(pages)("%s matches the code", async (page) => {
  expect(await readFile(join(root, page), "utf8")).toBe(await generate(page));
});

test("action.yml declares exactly the inputs that the step reads", async () => {
  const manifest = parse(await readFile(join(root, "action.yml"), "utf8"));
  expect(Object.keys(manifest.inputs)).toEqual(inputNames);
  expect(manifest.runs).toEqual({ using: "node24", main: "dist/index.js" });
});

test("docs/cli.md names every field of the JSON report", async () => {
  const scanned = await scanBytes(`dangerouslyAllowBrowser: true, "${makeKey()}"`, { path: "web/app.js" });
  const policy = { ...defaultPolicy, problems: [{ file: "f", line: 1, column: 1, field: "x", message: "m" }] };
  const coverage = {
    ...scanned.coverage,
    notScanned: [{ path: null, commit: null, reason: "timeout", detail: "" }] as const,
  };
  const report = scanReport(
    { ...scanned, coverage },
    { subject: "x", policy, inline: "honoured", statuses: new Map() },
  );
  const fields = new Set<string>();
  JSON.parse(renderJson(report), (name, value) => {
    if (name !== "" && !/^\d+$/.test(name)) fields.add(name);
    return value;
  });
  const page = await readFile(join(root, "docs/cli.md"), "utf8");
  expect([...fields].filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
});
