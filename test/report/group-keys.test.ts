import { expect, test } from "vitest";
import { conclude, isResolved } from "../../src/policy/conclude.ts";
import { defaultPolicy } from "../../src/policy/policy.ts";
import { type GroupOptions, groupKeys } from "../../src/report/group-keys.ts";
import { emptyCoverage } from "../../src/source/coverage.ts";
import { makeFinding, makeReportedKey } from "./place.ts";

const options: GroupOptions = { head: [], policy: defaultPolicy, responses: new Map(), previous: [] };
const revoked = { result: "revoked", message: null, at: "2026-11-23T14:02:00Z" } as const;

test("one key in several commits is one report, the worst kind first, in the order of the commits", () => {
  const keys = groupKeys(
    [
      makeFinding({ kind: "openai-realtime-secret", path: "a.py" }),
      makeFinding({ seed: "1", path: "b.py" }),
      makeFinding({ seed: "2", path: "c.py" }),
      makeFinding({ seed: "1", path: "d.py" }),
      makeFinding({ seed: "1", path: "d.py", address: { type: "blob" } }),
    ],
    { ...options, head: [makeFinding({ seed: "2", path: "c.py", line: 40 })] },
  );
  expect(keys.map((key) => key.places.map((place) => place.address.path))).toEqual([
    ["b.py", "d.py"],
    ["c.py"],
    ["a.py"],
  ]);
  expect(keys[1]?.headPlaces.map((place) => place.line)).toEqual([40]);
});

test("no raw key is in what is stored and printed", () => {
  const finding = makeFinding();
  expect(JSON.stringify(groupKeys([finding], { ...options, head: [finding] }))).not.toContain(
    finding.credential.reveal(),
  );
});

test("a title and a description are in the newest state, a commit message is not", () => {
  const text = (type: "pull-request-body" | "commit-message") =>
    makeFinding({ seed: type, path: null, address: { type } });
  const [body, message] = groupKeys([text("pull-request-body"), text("commit-message")], options);
  expect(body?.headPlaces).toHaveLength(1);
  expect(message?.headPlaces).toHaveLength(0);
});

test("a previously reported key that is in no commit any more stays, and is updated by a new answer", () => {
  const gone = makeReportedKey({ seed: "gone" });
  const still = makeFinding({ seed: "still" });
  const keys = groupKeys([still], {
    ...options,
    previous: [gone, makeReportedKey({ seed: "still" }, { response: revoked })],
    responses: new Map([[gone.fingerprint, revoked]]),
  });
  expect(keys.map(({ earlier, response, headPlaces }) => [earlier, response, headPlaces.length])).toEqual([
    [false, revoked, 0],
    [true, revoked, 0],
  ]);
  expect(keys.every(isResolved)).toBe(true);
});

test("a key is ignored by its fingerprint, or when all of its paths are", () => {
  const { fingerprint } = makeFinding().credential;
  const ignore = (entries: Partial<typeof defaultPolicy.ignore>) => ({
    ...options,
    policy: { ignore: { ...defaultPolicy.ignore, ...entries } },
  });
  const findings = [makeFinding({ path: "test/a.py" }), makeFinding({ path: "src/b.py" })];
  const paths = [{ path: "test/", reason: "fixtures" }];
  expect(groupKeys(findings, ignore({ fingerprints: [{ fingerprint, reason: "known" }] }))[0]?.ignored).toBe("known");
  expect(groupKeys(findings, ignore({ paths }))[0]?.ignored).toBeNull();
  expect(groupKeys(findings.slice(0, 1), ignore({ paths }))[0]?.ignored).toBe("fixtures");
  const previous = [makeReportedKey({ path: "test/a.py" })];
  expect(groupKeys([], { ...ignore({ paths }), previous })[0]?.ignored).toBe("fixtures");
});

test("the conclusion follows the keys, then the coverage, then the policy", () => {
  const incomplete = {
    ...emptyCoverage,
    notScanned: [{ path: null, commit: null, reason: "timeout" as const, detail: "" }],
  };
  const leaked = makeReportedKey();
  const deadInCode = makeReportedKey({}, { response: revoked });
  const done = makeReportedKey({}, { response: revoked, headPlaces: [] });
  const medium = makeReportedKey({ kind: "openai-realtime-secret" });
  const decide = (key: typeof leaked, policy: Partial<typeof defaultPolicy> = {}, coverage = emptyCoverage) =>
    conclude([key], coverage, { ...defaultPolicy, ...policy });
  expect(decide(leaked)).toBe("failure");
  expect(decide(leaked, {}, incomplete)).toBe("failure");
  expect(decide(deadInCode)).toBe("failure");
  expect(decide(deadInCode, { failOn: "live" })).toBe("success");
  expect(decide(leaked, { failOn: "live" })).toBe("failure");
  expect(decide(leaked, { failOn: "never" })).toBe("success");
  expect(decide(done)).toBe("success");
  expect(decide(done, {}, incomplete)).toBe("neutral");
  expect(decide(medium, { failSeverity: "high" })).toBe("success");
  expect(decide(medium, { failSeverity: "medium" })).toBe("failure");
  expect(decide(leaked, { failSeverity: "critical" })).toBe("failure");
  expect(decide(makeReportedKey({}, { ignored: "a fixture" }))).toBe("success");
});
