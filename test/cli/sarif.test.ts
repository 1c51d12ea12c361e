import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { scanBytes } from "../../src/index.ts";
import { defaultPolicy } from "../../src/policy/policy.ts";
import { renderSarif } from "../../src/report/formats/sarif.ts";
import { type Scanned, scanReport } from "../../src/report/scan-report.ts";
import { address } from "../../src/source/document.ts";
import { makeKey } from "../keys.ts";

const schema = createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");

async function mistakesIn(sarif: string): Promise<unknown> {
  const ajv = new Ajv.default({ allErrors: true, strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(await readFile(schema, "utf8")));
  validate(JSON.parse(sarif));
  return validate.errors;
}

function render(scanned: Scanned): string {
  const ignore = { fingerprints: [], paths: [{ path: "ignored/", reason: 'a "reason"\nof two lines' }] };
  const policy = { ...defaultPolicy, ignore };
  const options = { subject: "the test", policy, inline: "honoured", statuses: new Map() } as const;
  return renderSarif(scanReport(scanned, options), "1.2.3-beta.1");
}

test("SARIF of every sort of result passes the schema of SARIF 2.1.0", async () => {
  const key = makeKey("openai-project-key", "sarif");
  const texts: readonly (readonly [string, string])[] = [
    ["web/app.js", `import OpenAI from "openai";\nnew OpenAI({ apiKey: "${key}", dangerouslyAllowBrowser: true });\n`],
    ["C:\\keys #1/ä ö.env", `OPENAI_API_KEY=${key}\n`],
    ["a:b/%20.yaml", `key: ${Buffer.from(key).toString("base64")}\n`],
    ["ignored/test.env", `OPENAI_API_KEY=${key}\n`],
  ];
  const scans = await Promise.all(texts.map(([path, text]) => scanBytes(text, { path })));
  const [first] = scans;
  if (first === undefined) throw new Error("nothing was scanned");
  const message = first.findings.map((finding) => ({
    ...finding,
    address: address("commit-message", { commit: "a".repeat(40) }),
  }));
  const member = first.findings.map((finding) => ({
    ...finding,
    address: { ...finding.address, path: "a.zip", container: ["b/c.env"] },
  }));
  const sarif = render({
    findings: [...scans.flatMap((scan) => scan.findings), ...message, ...member],
    exposures: scans.flatMap((scan) => scan.exposures),
    coverage: {
      ...first.coverage,
      notScanned: [
        { path: "big file.bin", commit: null, reason: "too-large", detail: "60 MB." },
        { path: null, commit: null, reason: "timeout", detail: "There was no time left." },
      ],
    },
  });
  const rules = JSON.parse(sarif).runs[0].results.map((result: { ruleId: string }) => result.ruleId);
  expect(rules).toHaveLength(7);
  expect(rules).toContain("browser-client");
  expect(await mistakesIn(sarif)).toBeNull();
  expect(sarif).not.toContain(key);

  const empty = { findings: [], exposures: [], coverage: { ...first.coverage, notScanned: [] } };
  expect(await mistakesIn(render(empty))).toBeNull();
  // The validator is at work.
  expect(await mistakesIn(sarif.replaceAll('"ruleId"', '"rule-id"'))).not.toBeNull();
});

test("a key that moves to another line keeps its fingerprint", async () => {
  const key = makeKey("openai-project-key", "moving");
  const fingerprintAt = async (lines: number) => {
    const sarif = JSON.parse(render(await scanBytes(`${"\n".repeat(lines)}KEY=${key}\n`, { path: "a.env" })));
    const [result] = sarif.runs[0].results;
    expect(result.locations[0].physicalLocation.region.startLine).toBe(lines + 1);
    return result.partialFingerprints;
  };
  expect(await fingerprintAt(7)).toEqual(await fingerprintAt(0));
});

test("SARIF says how many results it leaves out, when there are more than GitHub takes", async () => {
  const { findings, ...scanned } = await scanBytes(`k = "${makeKey()}"\n`, { path: "a.env" });
  const many = Array.from({ length: 25_003 }, () => findings).flat();
  const [run] = JSON.parse(render({ ...scanned, findings: many })).runs;
  expect(run.results).toHaveLength(25_000);
  expect(run.invocations[0].toolExecutionNotifications).toMatchObject([
    { descriptor: { id: "left-out" }, message: { text: expect.stringContaining("leaves out 3 results") } },
  ]);
  expect(await mistakesIn(render({ ...scanned, findings: many.slice(0, 10) }))).toBeNull();
});
