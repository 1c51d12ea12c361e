import { expect, test } from "vitest";
import { conclude, type DecidedKey } from "../../src/policy/conclude.ts";
import { mergePolicy } from "../../src/policy/merge-policy.ts";
import { parsePolicy } from "../../src/policy/parse-policy.ts";
import { isScanned } from "../../src/policy/scanned-path.ts";
import { scan } from "../../src/scan.ts";
import { emptyCoverage } from "../../src/source/coverage.ts";
import { address } from "../../src/source/document.ts";
import { createWindowCutter } from "../../src/source/windows.ts";

const read = (...texts: readonly string[]) => mergePolicy(...texts.map((text) => parsePolicy(text, "keyhawk.yml")));

test("include and exclude follow gitignore; texts without a path are always scanned", () => {
  const { paths } = read("paths:\n  include: [app/, '*.env']\n  exclude: [vendor/, '!app/vendor/ours/']\n");
  const scanned = (path: string | null) => isScanned(path, paths);
  expect(["app/a.py", "prod.env", "app/vendor/ours/a.py", null].filter((path) => !scanned(path))).toEqual([]);
  expect(["src/a.py", "app/vendor/b.py"].filter(scanned)).toEqual([]);
});

test("an excluded file that is read in windows counts once", async () => {
  const cutter = createWindowCutter(address("file", { path: "vendor/large.txt" }));
  const documents = [...cutter.push(Buffer.alloc(9_000_000, "text\n")), ...cutter.end()];
  expect(documents.length).toBeGreaterThan(1);
  const source = documents.map((document) => ({ type: "document", document }) as const);
  const { paths, limits } = read("paths: { exclude: [vendor/] }");
  const { coverage } = await scan(source, { limits, exposures: [], paths });
  expect(coverage).toMatchObject({ excluded: 1, documents: 0 });
});

test("excluded paths of organisation and repository are combined, responses merge per state, and both can be enforced", () => {
  const organisation = "paths: { exclude: [vendor/] }\nresponse: { dead: warn, live: fail }\n";
  const merged = read(organisation, "paths: { exclude: [dist/], include: [app/] }\nresponse: { live: warn }\n");
  expect(merged.paths).toEqual({ include: ["app/"], exclude: ["vendor/", "dist/"] });
  expect(merged.response).toEqual({ dead: "warn", live: "warn" });
  // A repository says what is scanned of it; what the organisation includes everywhere else does not add to that.
  expect(read("paths: { include: [src/] }", "paths: { include: [app/] }").paths.include).toEqual(["app/"]);

  const enforced = read(`${organisation}enforce: [paths, response]\n`, "paths: { exclude: [app/] }\nresponse: {}\n");
  expect(enforced.paths).toEqual({ include: [], exclude: ["vendor/"] });
  expect(enforced.problems.map(({ line, field }) => [line, field])).toEqual([
    [1, "paths"],
    [2, "response"],
  ]);
});

test("mistakes in both name line and field, and suggest the nearest", () => {
  const { problems } = read("paths:\n  exclud: [x]\nresponse:\n  live: ignore\n  ded: warn\n");
  expect(problems.map(({ line, field }) => [line, field])).toEqual([
    [2, "paths.exclud"],
    [4, "response.live"],
    [5, "response.ded"],
  ]);
  expect(problems[0]?.message).toContain("did you mean `exclude`");
  expect(problems[2]?.message).toContain("did you mean `dead`");
});

test("a response decides for its state, fail-on for the others; resolved keys never fail", () => {
  const key: DecidedKey = { severity: "critical", ignored: null, headPlaces: [1], response: null };
  const keys = {
    live: { ...key, status: "live" },
    dead: { ...key, status: "revoked" },
    unknown: { ...key, status: "unknown" },
    revoked: { ...key, response: { result: "revoked" } },
    revokedBefore: { ...key, response: { result: "already-revoked" } },
    gone: { ...key, status: "revoked", headPlaces: [] },
  };
  const failing = (text: string) =>
    Object.entries(keys).flatMap(([name, each]) =>
      conclude([each], emptyCoverage, read(text)) === "failure" ? name : [],
    );
  const dead = ["dead", "revoked", "revokedBefore"];
  expect(failing("")).toEqual(["live", "dead", "unknown", "revoked", "revokedBefore"]);
  expect(failing("response: { unknown: warn }")).toEqual(["live", ...dead]);
  expect(failing("fail-on: live")).toEqual(["live", "unknown"]);
  expect(failing("fail-on: never\nresponse: { live: fail }")).toEqual(["live"]);
  expect(failing("fail-on: live\nresponse: { dead: fail, unknown: warn }")).toEqual(["live", ...dead]);
});
