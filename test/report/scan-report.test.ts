import { describe, expect, test } from "vitest";
import { defaultPolicy } from "../../src/policy/policy.ts";
import { forReadersOfScan } from "../../src/report/for-readers.ts";
import { renderJson } from "../../src/report/formats/json.ts";
import { renderMarkdown } from "../../src/report/formats/markdown.ts";
import { renderSarif } from "../../src/report/formats/sarif.ts";
import { renderText } from "../../src/report/formats/text.ts";
import { concludeScan, type ScanReportOptions, scanReport, scanReportOfChange } from "../../src/report/scan-report.ts";
import type { Coverage } from "../../src/source/coverage.ts";
import { emptyCoverage } from "../../src/source/coverage.ts";
import type { Finding } from "../../src/source/finding.ts";
import { makeCredential, makeFinding, makePlace, makeReport, makeReportedKey } from "./place.ts";

const options: ScanReportOptions = {
  subject: "the work tree",
  policy: defaultPolicy,
  inline: "honoured",
  statuses: new Map(),
};
const plain = { color: false, hyperlinks: false, columns: 100 };

function reportOf(
  findings: readonly Finding[],
  coverage: Coverage = emptyCoverage,
  parts: Partial<ScanReportOptions> = {},
) {
  return scanReport({ findings, exposures: [], coverage }, { ...options, ...parts });
}

const file = (path: string, line: number, parts: Parameters<typeof makeFinding>[0] = {}) =>
  makeFinding({
    path,
    line,
    ...parts,
    address: { type: "file", commit: null, author: null, date: null, ...parts.address },
  });

const findings = [
  file("src/b.py", 9),
  file("src/a.py", 30, { seed: "1", text: 'k = "KEY"  # keyhawk:ignore sample of the docs' }),
  file("src/a.py", 4, { kind: "openai-admin-key" }),
  file("deploy/secret.yaml", 7, { text: "  API_KEY: KEY", encoding: ["base64"] }),
];
const coverage: Coverage = {
  documents: 12,
  bytes: 34_567,
  commits: 0,
  placeholders: 1,
  excluded: 0,
  notScanned: [{ path: "big.bin", commit: null, reason: "too-large", detail: "60 MB" }],
};
const report = reportOf(findings, coverage);

test("findings are in the order of paths and lines, whatever the source's was", () => {
  expect(report.findings.map(({ address, line }) => `${address.path}:${line}`)).toEqual([
    "deploy/secret.yaml:7",
    "src/a.py:4",
    "src/a.py:30",
    "src/b.py:9",
  ]);
});

test("a reason on the line counts for one's own files, and not for someone else's change", () => {
  expect(report.findings.map((finding) => finding.ignored)).toEqual([null, null, "sample of the docs", null]);
  expect(
    reportOf(findings, coverage, { inline: "disregarded" }).findings.every(({ ignored }) => ignored === null),
  ).toBe(true);
});

test("the conclusion counts what the policy counts", () => {
  const ignored = reportOf(findings.slice(1, 2));
  const dead = reportOf(findings.slice(0, 1), emptyCoverage, {
    statuses: new Map([[makeCredential().fingerprint, "revoked"]]),
  });
  expect(concludeScan(report, defaultPolicy)).toBe("failure");
  expect(concludeScan(ignored, defaultPolicy)).toBe("success");
  expect(concludeScan(reportOf([], coverage), defaultPolicy)).toBe("neutral");
  expect(concludeScan(dead, defaultPolicy)).toBe("failure");
  expect(concludeScan(dead, { ...defaultPolicy, failOn: "live" })).toBe("success");
});

test("no format holds a raw key, and all of them hold each masked form", () => {
  const outputs = [renderJson(report), renderMarkdown(report), renderSarif(report, "1.2.3"), renderText(report, plain)];
  for (const output of outputs) {
    for (const finding of findings) {
      expect(output).not.toContain(finding.credential.reveal());
      expect(output).toContain(finding.credential.masked);
    }
    expect(output.endsWith("\n")).toBe(true);
  }
});

describe("JSON", () => {
  test("is the documented object", () => {
    const object = JSON.parse(renderJson(report));
    expect(Object.keys(object)).toEqual(["version", "findings", "coverage", "exposures", "problems"]);
    const { fingerprint, masked } = makeCredential();
    expect(object.findings[0]).toEqual({
      kind: "openai-project-key",
      masked,
      fingerprint,
      confidence: "high",
      severity: "critical",
      type: "file",
      path: "deploy/secret.yaml",
      line: 7,
      column: 12,
      endLine: 7,
      endColumn: 176,
      commit: null,
      author: null,
      date: null,
      encoding: ["base64"],
      container: [],
      paths: null,
      atHead: null,
      expiresAt: null,
      status: "unverified",
      details: null,
      ignored: null,
      ignoredBy: null,
    });
    expect(object.coverage).toEqual({
      ...coverage,
      notScanned: [{ path: "big.bin", commit: null, reason: "too-large", detail: "60 MB" }],
    });
  });
});

describe("what OpenAI says about a key", () => {
  const { fingerprint } = makeCredential();
  const record = {
    ...{ id: "key_1", name: "CI | *", project: { id: "proj_1", name: "Shop" }, redacted: "sk-proj-abc...wxyz" },
    owner: { type: "user", name: "Ada Okafor", email: "ada@acme.example" },
    ...{ createdAt: "2026-01-02T03:04:05.000Z", lastUsedAt: null, expiresAt: null },
  } as const;
  const permissions = { may: ["models", "files"], mayNot: ["billing"], mfa: false };
  const known = {
    statuses: new Map([[fingerprint, "live"]] as const),
    details: new Map([[fingerprint, { ours: true, record, permissions, spending: null }]]),
  };
  const verified = reportOf(findings, coverage, known);

  test("is in text, Markdown and JSON, with its names as code", () => {
    const text = renderText(verified, plain);
    expect(text).toContain("project     Shop (proj_1)");
    expect(text).toContain("may read    models and files; no billing");
    expect(text).toContain("owner's MFA off");
    expect(renderMarkdown(verified)).toContain("key `CI | * (key_1)`");
    expect(JSON.parse(renderJson(verified)).findings[0].details).toMatchObject({ ours: true, record: { id: "key_1" } });
  });

  test("is shown to no one in a public repository, and neither is whether the key is alive", () => {
    const shown = renderMarkdown(forReadersOfScan(verified, "public"));
    expect(shown).not.toMatch(/Shop|Ada Okafor|OpenAI.s record|status: live/);
    expect(renderMarkdown(forReadersOfScan(verified, "private"))).toMatch(/Shop.*Ada/);
    const dead = reportOf(findings, coverage, { ...known, statuses: new Map([[fingerprint, "revoked"]] as const) });
    expect(renderMarkdown(forReadersOfScan(dead, "public"))).toContain("status: revoked");
  });
});

describe("SARIF", () => {
  const log = JSON.parse(renderSarif(report, "1.2.3"));
  const [run] = log.runs;

  test("every result names a rule, a place and a fingerprint that does not move with the line", () => {
    expect(log.version).toBe("2.1.0");
    expect(run.tool.driver).toMatchObject({ name: "Keyhawk", version: "1.2.3" });
    const rules = run.tool.driver.rules.map((rule: { id: string }) => rule.id);
    expect(new Set(rules).size).toBe(rules.length);
    for (const result of run.results) {
      expect(rules).toContain(result.ruleId);
      expect(result.locations[0].physicalLocation.artifactLocation.uri).toBeTruthy();
    }
    const moved = JSON.parse(renderSarif(reportOf([file("src/b.py", 99)]), "2.0.0"));
    expect(moved.runs[0].results[0].partialFingerprints).toEqual(run.results[3].partialFingerprints);
    expect(run.results[3].locations[0].physicalLocation.region).toMatchObject({
      startLine: 9,
      startColumn: 26,
      endLine: 9,
    });
  });

  test("an ignored finding is suppressed with its reason", () => {
    expect(run.results[2].suppressions).toEqual([
      { kind: "inSource", status: "accepted", justification: "sample of the docs" },
    ]);
    expect(run.results[0]).not.toHaveProperty("suppressions");
  });

  test("names become relative URIs; texts and members of archives have a path too", () => {
    const uriOf = (finding: Finding) =>
      JSON.parse(renderSarif(reportOf([finding]), "1")).runs[0].results[0].locations[0].physicalLocation;
    expect(uriOf(file("a b/ü:#?.py", 1)).artifactLocation.uri).toBe("a%20b/%C3%BC%3A%23%3F.py");
    expect(uriOf(file("//host/x.py", 1)).artifactLocation.uri).toBe("host/x.py");
    expect(
      uriOf(makeFinding({ path: null, address: { type: "commit-message", commit: "abc" } })).artifactLocation.uri,
    ).toBe(".git/commit-message/abc");
    const member = uriOf(file("a.zip", 3, { address: { type: "file", commit: null, container: ["a.zip", ".env"] } }));
    expect(member.artifactLocation.uri).toBe("a.zip");
    expect(member).not.toHaveProperty("region");
  });
});

describe("text", () => {
  test("groups by key, underlines it, and says what to do", () => {
    const suggestion = { text: '  k = os.environ["OPENAI_API_KEY"]', needs: "The file must import `os`." };
    const suggested = report.findings.map((each) =>
      each.address.path === "src/b.py" ? { ...each, suggestion } : each,
    );
    const text = renderText({ ...report, findings: suggested }, plain);
    const { masked } = makeCredential();
    expect(text.split("\n").filter((line) => line.startsWith("●"))).toHaveLength(2);
    const lines = text.split("\n");
    const at = lines.findIndex((line) => line.includes(`9 │ client = OpenAI(api_key="${masked}")`));
    expect(lines[at + 1]?.indexOf("^")).toBe(lines[at]?.indexOf(masked));
    expect(text).toContain("deploy/secret.yaml:7:12  encoded in base64");
    expect(text).toContain("Revoke  https://platform.openai.com/api-keys");
    expect(text).toMatch(/Replace k = os\.environ\["OPENAI_API_KEY"\]\n +The file must import os\.\n/);
    expect(text).toContain("1 ignored finding\n  ");
    expect(text).toContain("Not scanned: 1 item\n  big.bin  above the size limit: 60 MB");
    expect(text).toContain("2 OpenAI keys in 3 places in the work tree. Scanned 12 documents, 35 kB.");
  });

  test("has colour and links only on request", () => {
    expect(renderText(report, plain)).not.toContain("\u001b");
    const dressed = renderText(report, { color: true, hyperlinks: true, columns: 100 });
    expect(dressed).toContain("\u001b[31m");
    expect(dressed).toContain("\u001b]8;;https://platform.openai.com/api-keys\u001b\\");
  });

  test("a name or a line cannot send control sequences to the terminal", () => {
    const text = renderText(
      reportOf([file("a\u001b[2J\u0007\r\n.py", 1, { text: 'x = "KEY" \u001b]0;title\u0007\u202e' })]),
      plain,
    );
    expect(text).not.toMatch(/[\u001b\u0007\r\u202e]/);
    expect(text).toContain("\\u{1b}[2J");
  });

  test("a long line is cut around the key", () => {
    const { masked } = makeCredential();
    const text = renderText(
      reportOf([file("min.js", 1, { text: `${"a".repeat(5_000)}"KEY"${"b".repeat(5_000)}` })]),
      plain,
    );
    const line = text.split("\n").find((candidate) => candidate.includes("│ …a"));
    expect(line).toContain(`a"${masked}"b`);
    expect(line?.length).toBeLessThanOrEqual(102);
  });

  test("a scan without findings prints one calm line", () => {
    expect(renderText(reportOf([]), plain)).toBe("No OpenAI keys in the work tree. Scanned 0 documents, 0 bytes.\n");
  });
});

test("a change reads the same in the formats of the command line", () => {
  const introduced = [
    makePlace({ path: "a.py", line: 1 }),
    makePlace({ path: "a.py", line: 2, address: { commit: "f".repeat(40) } }),
  ];
  const change = makeReport([
    makeReportedKey({}, { places: introduced, headPlaces: [makePlace({ path: "a.py", line: 8 })] }),
    makeReportedKey({ seed: "1" }, { places: introduced, headPlaces: [] }),
  ]);
  expect(scanReportOfChange(change, "introduced").findings).toHaveLength(4);
  expect(scanReportOfChange(change, "head").findings.map((finding) => finding.line)).toEqual([2, 8]);
  expect(scanReportOfChange(change, "head").subject).toBe("acme/shop#7");
});
