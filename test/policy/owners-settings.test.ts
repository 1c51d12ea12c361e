import { expect, test } from "vitest";
import { mergePolicy } from "../../src/policy/merge-policy.ts";
import { ownersSettings, refuseOwnersSettings } from "../../src/policy/owners-settings.ts";
import { parsePolicy } from "../../src/policy/parse-policy.ts";
import { defaultPolicy } from "../../src/policy/policy.ts";
import { graceOf, modeOf } from "../../src/policy/revocation-rules.ts";
import { modeOfRepository } from "../../src/policy/rollout.ts";
import { stricter } from "../../src/policy/stricter.ts";

const organisation = (text: string) => parsePolicy(text, "acme/.github:.github/keyhawk.yml");
const project = { kind: "openai-project-key", severity: "critical" } as const;
const account = { kind: "openai-service-account-key", severity: "critical" } as const;
const session = { kind: "openai-session-token", severity: "high" } as const;

test("the last rule that matches a key by kind and severity decides, for mode and grace separately", () => {
  const file = organisation(`revoke:
  - { grace: 60 }
  - { severity: critical, mode: proven, grace: 900 }
  - { kind: openai-service-account-key, grace: 86400 }
  - { kind: openai-service-account-key, severity: high, mode: "off" }
  - { severity: high, mode: by-hand }
`);
  expect(file.problems).toEqual([]);
  const { revoke } = ownersSettings(file);
  const said = [project, account, session].map((key) => ({ mode: modeOf(revoke, key), ...graceOf(revoke, key) }));
  expect(said).toEqual([
    { mode: "proven", grace: 900 },
    { mode: "proven", grace: 86_400 },
    { mode: "by-hand", grace: 60 },
  ]);
});

test("without a file, or with one that says nothing of revoking, the operator's settings apply", () => {
  for (const file of [null, organisation("fail-on: live\ncoment: true\nrevoke-teams: [Se curity]\n")]) {
    const { revoke } = ownersSettings(file);
    expect(modeOf(revoke, project)).toBeUndefined();
    expect(graceOf(revoke, project)).toEqual({});
  }
});

test.each([
  ["an entry names a kind that does not exist", "revoke:\n  - { kind: openai-projekt-key, mode: off }\n", /kind/],
  ["an entry has an unknown field", "revoke:\n  - { kinds: openai-project-key, mode: off }\n", /did you mean `kind`/],
  ["an entry sets nothing", "revoke:\n  - { severity: high }\n", /sets `mode`, `grace` or both/],
  ["a grace is longer than a year", "revoke:\n  - { grace: 31536001 }\n", /from 0 to 31536000/],
  ["it is no list", "revoke: proven\n", /must be a list/],
  ["the file is no YAML", "revoke: [\n", /not valid YAML/],
])("a mistake about revoking leaves every key to a person, and is reported (case %#)", (_, text, message) => {
  const file = organisation(text);
  expect(file.problems).toMatchObject([{ message: expect.stringMatching(message) }]);
  expect(modeOf(ownersSettings(file).revoke, project)).toBe("by-hand");
});

test("a file that GitHub does not show leaves every key to a person", () => {
  expect(modeOf(ownersSettings("unreadable").revoke, project)).toBe("by-hand");
});

test("the last pattern that matches a repository's name decides its mode, in any case", () => {
  const file = organisation(`mode: observe
modes:
  - { repository: "Payments-*", mode: enforce }
  - { repository: payments-sandbox, mode: observe }
`);
  expect(file.problems).toEqual([]);
  const modes = ["shop", "payments-api", "PAYMENTS-WEB", "payments-sandbox"].map((repo) =>
    modeOfRepository(file.policy, repo),
  );
  expect(modes).toEqual(["observe", "enforce", "enforce", "observe"]);
  expect(modeOfRepository({}, "shop")).toBe("enforce");
});

test("a pull request is only observed where its base and the default branch agree on that", () => {
  const observed = { ...defaultPolicy, observed: true } as const;
  expect(stricter(observed, observed).observed).toBe(true);
  for (const other of [defaultPolicy, { ...defaultPolicy, check: false }]) {
    expect(stricter(observed, other).observed).toBeUndefined();
    expect(stricter(other, observed).observed).toBeUndefined();
  }
});

test("a repository's file cannot set what belongs to the organisation, and each attempt is a problem", () => {
  const text = `revoke:
  - { mode: off }
revoke-teams: [mine]
redact: true
mode: observe
modes:
  - { repository: shop, mode: observe }
`;
  const file = refuseOwnersSettings(parsePolicy(text, "acme/shop:.github/keyhawk.yml"));
  const { problems, ...policy } = mergePolicy(organisation(""), file);
  expect(problems.map(({ field }) => field).toSorted()).toEqual(["mode", "modes", "redact", "revoke", "revoke-teams"]);
  expect(policy).toEqual({ ...defaultPolicy, problems: undefined });
});
