/** A small change of the code that a test must notice. */
export interface Mutant {
  /** Below `src`. */
  readonly file: string;
  /** Occurs in the file once. */
  readonly from: string;
  readonly to: string;
  /** Files below `test` of which one must fail. */
  readonly tests: readonly string[];
  /** Why no test can notice it, for a change that makes no difference which matters. */
  readonly survives?: string;
}

const conclusion = ["report/group-keys.test.ts"];
const merging = ["policy/parse-policy.test.ts", "policy/scanned-path.test.ts"];
const ignoring = ["policy/ignore.test.ts"];
const hook = ["respond/hook.test.ts"];

const policy: readonly Mutant[] = [
  { file: "policy/conclude.ts", from: "policy.failSeverity) > 0", to: "policy.failSeverity) >= 0", tests: conclusion },
  {
    file: "policy/conclude.ts",
    from: 'result === "already-revoked" || ',
    to: "",
    tests: ["policy/scanned-path.test.ts"],
  },
  { file: "policy/conclude.ts", from: "key.headPlaces.length === 0", to: "true", tests: conclusion },
  { file: "policy/conclude.ts", from: "key.ignored !== null || ", to: "", tests: conclusion },
  { file: "policy/conclude.ts", from: 'policy.failOn === "live" && !isDead(key)', to: "false", tests: conclusion },
  { file: "policy/conclude.ts", from: 'isComplete(coverage) ? "success"', to: 'true ? "success"', tests: conclusion },
  { file: "policy/conclude.ts", from: 'key.status === "live" ? "live"', to: 'false ? "live"', tests: ["policy"] },
  { file: "policy/merge-policy.ts", from: "!refused.has(name)", to: "true", tests: merging },
  {
    file: "policy/merge-policy.ts",
    from: "if (index === 0) enforced",
    to: "enforced",
    tests: merging,
    survives: "At most two files are merged, and what the second one enforces has nothing left to hold against.",
  },
  { file: "policy/merge-policy.ts", from: "[...(under as unknown[]), ...over]", to: "over", tests: merging },
  { file: "policy/merge-policy.ts", from: "replaced.has(field) ? over : ", to: "", tests: merging },
  { file: "policy/ignore.ts", from: "negated ? null : entry.reason", to: "entry.reason", tests: ignoring },
  { file: "policy/ignore.ts", from: '.replace(commentEnd, "")', to: "", tests: ignoring },
  { file: "policy/ignore.ts", from: "/[\\p{L}\\p{N}]/u.test(reason)", to: "true", tests: ignoring },
  {
    file: "policy/ignore.ts",
    from: 'inline === "disregarded" || ',
    to: "",
    tests: ["policy"],
  },
];

const scan: readonly Mutant[] = [
  {
    file: "scan.ts",
    from: "tally.placeholders += searched.placeholders",
    to: "",
    tests: ["source/coverage.test.ts"],
  },
  { file: "scan.ts", from: "if (isLfsPointer(document))", to: "if (false)", tests: ["source/coverage.test.ts"] },
  {
    file: "scan.ts",
    from: "item.document.window?.first === false ? 0 : 1",
    to: "1",
    tests: ["policy/scanned-path.test.ts"],
  },
  { file: "scan.ts", from: "window.end - window.start", to: "bytes.length", tests: ["source/windows.test.ts"] },
  { file: "scan.ts", from: "window === undefined || window.first ? 1 : 0", to: "1", tests: ["source/windows.test.ts"] },
];

const change: readonly Mutant[] = [
  { file: "change/scan.ts", from: "(isThereUnread[reason] ? [path] : [])", to: "[]", tests: ["change/limits.test.ts"] },
  {
    file: "change/scan.ts",
    from: "added.filter((finding) => known.has(finding.credential.fingerprint))",
    to: "added",
    tests: ["change"],
    survives: "what an earlier state already had is dropped before; this is a second guard",
  },
  {
    file: "change/earlier.ts",
    from: "if (count > 0) lines.set(line, count - 1);",
    to: "if (count > 0) {}",
    tests: ["change"],
  },
  { file: "change/earlier.ts", from: "Math.max(most.get(line) ?? 0, count)", to: "count", tests: ["change"] },
  {
    file: "change/line-reasons.ts",
    from: "if (!policy.inlineIgnore) {",
    to: "if (false) {",
    tests: ["change/line-reasons.test.ts"],
  },
  {
    file: "change/line-reasons.ts",
    from: 'change.type === "push" || !change.fork',
    to: "true",
    tests: ["change/line-reasons.test.ts"],
  },
  {
    file: "change/line-reasons.ts",
    from: "author.toLowerCase() !== headOwner.toLowerCase()",
    to: "false",
    tests: ["change/line-reasons.test.ts"],
  },
  {
    file: "change/publish.ts",
    from: "(report.keys.length > 0 || own !== null)",
    to: "(report.keys.length > 0)",
    tests: ["change"],
  },
  {
    file: "change/publish.ts",
    from: "isPresentHead(client, state))) !== false",
    to: "isPresentHead(client, state))) !== undefined",
    tests: ["change"],
  },
  { file: "change/publish.ts", from: "outage: outage === null", to: "outage: outage !== undefined", tests: ["change"] },
];

const respond: readonly Mutant[] = [
  {
    file: "respond/hook/call.ts",
    from: "answer.message.replaceAll(credential, masked)",
    to: "answer.message",
    tests: hook,
  },
  { file: "respond/hook/call.ts", from: "maskParts(part, credential)", to: "part", tests: hook },
  { file: "detect/mask-parts.ts", from: "credential, lettersAndDigits)", to: "credential, everything)", tests: hook },
  { file: "respond/hook/call.ts", from: 'redirect: "manual"', to: 'redirect: "follow"', tests: hook },
  { file: "respond/hook/call.ts", from: "message.slice(0, longestMessage)", to: "message", tests: hook },
  { file: "respond/hook/call.ts", from: "if (!response.ok)", to: "if (false)", tests: hook },
  { file: "respond/hook/build-request.ts", from: "key.places.slice(0, mostPlaces)", to: "key.places", tests: hook },
  {
    file: "respond/hook/build-request.ts",
    from: "placesTotal: key.places.length",
    to: "placesTotal: places.length",
    tests: hook,
  },
  {
    file: "respond/hook/settings.ts",
    from: "bytes.length >= 24",
    to: "bytes.length >= 1",
    tests: [...hook, "app/configuration.test.ts"],
  },
  { file: "respond/hook/settings.ts", from: "if (isSafeAddress(url)) return url;", to: "return url;", tests: hook },
];

export const mutants: readonly Mutant[] = [...policy, ...scan, ...change, ...respond];
