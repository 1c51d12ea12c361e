import { describe, expect, test } from "vitest";
import { mergePolicy } from "../../src/policy/merge-policy.ts";
import { parsePolicy } from "../../src/policy/parse-policy.ts";
import { defaultPolicy } from "../../src/policy/policy.ts";
import { makeKey } from "../keys.ts";

const file = "acme/shop:.github/keyhawk.yml";
const fingerprint = "00112233445566778899aabbccddeeff";
const read = (text: string) => parsePolicy(text, file);

describe("reading", () => {
  test("every field is read", () => {
    const { policy, problems } = read(`# yaml-language-server: $schema=…
fail-on: live
fail-severity: high
response: { live: fail, dead: warn }
paths: { include: [app/], exclude: ["*.min.js"] }
ignore:
  fingerprints:
    - fingerprint: "${fingerprint}"
      reason: documentation sample
  paths:
    - { path: "test/**", reason: fixtures }
exposures: { browser-client: false }
comment: false
suggestions: false
check: false
limits: { file-bytes: 2048, files: 1, commits: 2, archive-depth: 0 }
`);
    expect(problems).toEqual([]);
    expect(policy).toEqual({
      failOn: "live",
      failSeverity: "high",
      response: { live: "fail", dead: "warn" },
      paths: { include: ["app/"], exclude: ["*.min.js"] },
      ignore: {
        fingerprints: [{ fingerprint, reason: "documentation sample" }],
        paths: [{ path: "test/**", reason: "fixtures" }],
      },
      exposures: { "browser-client": false },
      comment: false,
      suggestions: false,
      check: false,
      limits: { fileBytes: 2048, files: 1, commits: 2, archiveDepth: 0 },
    });
  });

  test.each([
    { title: "an empty file", text: "" },
    { title: "a file with only a comment", text: "# nothing yet\n" },
    { title: "an empty YAML document", text: "---\n" },
    { title: "a null document", text: "null" },
  ])("$title is not a mistake", ({ text }) => {
    expect(read(text)).toMatchObject({ policy: {}, problems: [] });
  });

  test("a mistake names line, column and field, and resets only that field", () => {
    const { policy, problems } = read(`fail-on: liv
comment: yes please
limits:
  files: 0
  commits: 5
check: false
`);
    expect(policy).toEqual({ limits: { commits: 5 }, check: false });
    expect(problems.map(({ line, column, field }) => [line, column, field])).toEqual([
      [1, 1, "fail-on"],
      [2, 1, "comment"],
      [4, 3, "limits.files"],
    ]);
    expect(problems[0]?.message).toContain("one of `found`, `live`, `never`, not `liv`. Did you mean `live`?");
    expect(problems[2]?.message).toContain("a whole number from 1 to 100000, not `0`");
  });

  test.each([
    { title: "without its dash suggests the field", text: "failon: live", message: "did you mean `fail-on`" },
    { title: "with swapped letters suggests the field", text: "ignroe: {}", message: "did you mean `ignore`" },
    {
      title: "in camel case suggests the field",
      text: "limits: { fileBytes: 5000 }",
      message: "did you mean `file-bytes`",
    },
    {
      title: "with an underscore suggests the field",
      text: "exposures: { browser_client: true }",
      message: "did you mean `browser-client`",
    },
    { title: "in the singular suggests the field", text: "ignore: { path: [] }", message: "did you mean `paths`" },
    { title: "unlike any other lists the fields", text: "zebra: 1", message: "Known here: fail-on, fail-severity" },
    { title: "named after a property of every object is reported", text: "__proto__: 1", message: "Unknown field" },
  ])("an unknown field $title", ({ text, message }) => {
    const { policy, problems } = read(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(message);
    expect(Object.keys(policy).filter((key) => key !== "limits" && key !== "exposures" && key !== "ignore")).toEqual(
      [],
    );
  });

  test("an invalid list entry is dropped individually; a reason is required", () => {
    const { policy, problems } = read(`ignore:
  fingerprints:
    - fingerprint: "${fingerprint}"
    - fingerprint: "${fingerprint}"
      reason: "  - "
    - fingerprint: nonsense
      reason: known
    - { fingerprint: "${fingerprint}", reason: a sample }
`);
    expect(policy.ignore?.fingerprints).toEqual([{ fingerprint, reason: "a sample" }]);
    expect(problems.map(({ line, field }) => [line, field])).toEqual([
      [3, "ignore.fingerprints[0].reason"],
      [5, "ignore.fingerprints[1].reason"],
      [6, "ignore.fingerprints[2].fingerprint"],
    ]);
    expect(problems[0]?.message).toContain("`reason` is missing");
  });

  test.each([
    { title: "YAML with a syntax error", text: "fail-on: [", line: 1 },
    { title: "a duplicate field", text: "fail-on: live\nfail-on: found", line: 2 },
    { title: "a list", text: "- fail-on", line: 1 },
    { title: "a scalar", text: "just words", line: 1 },
    { title: "an alias of itself", text: "a: &a [*a]", line: 1 },
    {
      title: "aliases that expand exponentially",
      text: `a: &a [1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c]`,
      line: 1,
    },
    { title: "a file of more than a megabyte", text: "x".repeat(1_000_001), line: 1 },
  ])("$title is a problem, and the defaults apply", ({ text, line }) => {
    const { policy, problems } = read(text);
    expect(policy).toEqual({});
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]?.line).toBe(line);
  });

  test("a key pasted into the file is not repeated in a problem", () => {
    const key = makeKey();
    for (const text of [
      `fail-on: ${key}`,
      `${key}: 1`,
      `ignore: { fingerprints: [{ fingerprint: ${key}, reason: x }] }`,
      `a: "${key}`,
    ]) {
      const { problems } = read(text);
      expect(problems.length).toBeGreaterThan(0);
      expect(JSON.stringify(problems)).not.toContain(key.slice(8, 30));
    }
  });
});

describe("merging", () => {
  const organisation = (text: string) => parsePolicy(text, "acme/.github:.github/keyhawk.yml");

  test("without a file the defaults apply", () => {
    expect(mergePolicy()).toEqual(defaultPolicy);
  });

  test("the repository's file decides field by field, lists are combined, exposures and limits merge individually", () => {
    const policy = mergePolicy(
      organisation(`fail-on: live
comment: false
ignore: { paths: [{ path: "docs/", reason: samples }] }
exposures: { browser-client: false, image-variable: false }
limits: { files: 10, commits: 20 }`),
      read(`fail-on: found
ignore: { paths: [{ path: "test/", reason: fixtures }] }
exposures: { browser-client: true }
limits: { files: 5 }`),
    );
    expect(policy).toMatchObject({
      failOn: "found",
      comment: false,
      check: true,
      ignore: { paths: [{ path: "docs/" }, { path: "test/" }] },
      limits: { ...defaultPolicy.limits, files: 5, commits: 20 },
    });
    expect(policy.exposures.toSorted()).toEqual(["browser-client", "client-side-literal", "client-side-variable"]);
  });

  test("a repository cannot set a field that the organisation enforces, and gets a problem on its line", () => {
    const policy = mergePolicy(
      organisation("fail-on: found\nenforce: [fail-on, ignore, check]"),
      read(`comment: false
fail-on: never
ignore: { fingerprints: [{ fingerprint: "${fingerprint}", reason: mine }] }
enforce: [comment]`),
    );
    expect(policy).toMatchObject({ failOn: "found", comment: false, check: true, ignore: { fingerprints: [] } });
    expect(policy.problems.map(({ file: name, line, field }) => [name, line, field])).toEqual([
      [file, 2, "fail-on"],
      [file, 3, "ignore"],
    ]);
  });

  test("a repository cannot enforce fields on itself", () => {
    expect(mergePolicy(read("enforce: [comment]\ncomment: false"))).toMatchObject({ comment: false, problems: [] });
  });
});
