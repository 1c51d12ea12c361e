import { admitOnly, askableKeys, countUnasked } from "../change/admit.ts";
import { type ExaminedChange, examineChange, mayHaveComment } from "../change/examine.ts";
import { headUseOf, publishChange } from "../change/publish.ts";
import { mayBeRevoked, startRevoking } from "../change/revoke.ts";
import { withSuggestions } from "../change/suggest.ts";
import { verifyChange } from "../change/verify.ts";
import type { Change } from "../github/change.ts";
import type { GitHubClient } from "../github/client/client.ts";
import type { Voice } from "../github/publish/voice.ts";
import type { RevocationRules } from "../policy/revocation-rules.ts";
import { withKeys } from "../report/change-report.ts";
import { combineResponses, isAnswer } from "../report/combine-known.ts";
import type { KeyReport, KeyResponse } from "../report/key-report.ts";
import type { HookSettings } from "../respond/hook/settings.ts";
import type { RevocationSettings } from "../respond/revoke/settings.ts";
import { revokesNothing, revokesUnasked } from "../respond/revoke/settings-for.ts";
import type { VerificationSettings } from "../respond/verify/settings.ts";
import { type Answers, answeredWithin, askHook, sendSummary } from "./ask-hook.ts";
import { maskCredentials } from "./mask.ts";
import { resultOfChange, type StepResult } from "./result.ts";
import { revocationRules } from "./revocation.ts";
import { type PolicyInputs, stepPolicy } from "./step-policy.ts";

export interface ChangeOptions {
  readonly inputs: PolicyInputs;
  readonly hook: HookSettings | null;
  /** The account that the step writes as on GitHub. */
  readonly voice: Voice;
  readonly verification: VerificationSettings;
  readonly revocation: RevocationSettings;
  /** Limit on the keys of the change that OpenAI and the hook are asked about. */
  readonly askLimit: number;
  /** Origin of web links. */
  readonly webUrl: string;
  /** The same for every attempt of this run. */
  readonly externalId: string;
  readonly attempt: "first" | "further";
  /** Receives what is known before keys are verified, answered and published. */
  know(result: StepResult): void;
}

type Revocations = Awaited<ReturnType<typeof startRevoking>>;

/** Milliseconds to wait for answers before the first comment is written. A later answer updates the comment. */
const patience = 3_000;
/** Longer than all tries of a hook call can take. */
const withoutEnd = 10 * 60_000;

/** Scans a change through the API, has its keys revoked, and publishes it on GitHub. */
export async function changeResult(client: GitHubClient, change: Change, options: ChangeOptions): Promise<StepResult> {
  const { hook, webUrl, externalId, attempt, voice } = options;
  const commented = mayHaveComment(change, attempt === "further" ? "yes" : "unknown");
  const examined = await examineChange(client, change, {
    webUrl,
    comments: { when: commented ? "always" : "when-found", voice, unserved: "report" },
    loadPolicy: stepPolicy(options.inputs),
  });
  maskCredentials(examined.findings.map((finding) => finding.credential));
  options.know(resultOfChange(examined, []));
  const admitted = withinLimit(examined, options);
  const verified = await verifyChange(admitted, options.verification);
  options.know(resultOfChange(verified, []));
  const rules = await rulesFor(client, verified, options.revocation);
  const { answers, revocations } = await startResponding(verified, examined, { ...options, rules });
  const { total, unasked } = countUnasked(examined, new Set(admitted.findings.map(fingerprintOf)));
  if (hook !== null && unasked > 0 && !verified.policy.observed)
    await sendSummary(hook, examined.report, { keys: total, unasked, limit: "change" });
  const suggested = await withSuggestions(client, verified);
  const answered = withResponses(suggested.change, await answeredWithin(answers, patience));
  options.know(resultOfChange(answered, []));
  const updatedAt = change.type === "pull-request" ? change.updatedAt : null;
  const reporting = { externalId, voice, updatedAt, unknownHead: "report" } as const;
  const published = await publishChange(client, answered, {
    ...reporting,
    attempt,
    headUse: async () => headUseOf(change, commented ? "read" : "unread"),
  });
  const responses = await answeredWithin(answers, withoutEnd);
  const final = withResponses(await withDetails(answered, revocations), responses);
  const { problems } = isSame(answered, final)
    ? published
    : await publishChange(
        client,
        { ...final, comments: published.comment === null ? [] : [published.comment] },
        { ...reporting, attempt: "further" },
      );
  return resultOfChange(final, [...suggested.problems, ...problems]);
}

/**
 * Starts to revoke the keys, and to ask the hook about those that Keyhawk itself leaves to a person.
 * @param examined the change before its keys were verified
 */
async function startResponding(
  verified: ExaminedChange,
  examined: ExaminedChange,
  { hook, revocation, rules }: Pick<ChangeOptions, "hook" | "revocation"> & { readonly rules: RevocationRules },
): Promise<{ readonly answers: Answers; readonly revocations: Revocations }> {
  if (verified.policy.observed) return { answers: new Map(), revocations: new Map() };
  const revocations = await startRevoking(verified, revocation, rules);
  const answers = new Map([...revocations].map(([print, attempt]) => [print, attempt.then((each) => each.response)]));
  if (hook === null) return { answers, revocations };
  const done = await answeredWithin(answers, withoutEnd);
  const isLeft = ({ fingerprint }: KeyReport) => (done.get(fingerprint)?.result ?? "by-hand") === "by-hand";
  const left = { ...verified, report: { ...verified.report, keys: verified.report.keys.filter(isLeft) } };
  return { answers: new Map([...answers, ...(await askHook(hook, left, examined.report))]), revocations };
}

/** The organisation's rules about revoking, where there is a key that may be revoked. */
async function rulesFor(
  client: GitHubClient,
  { report }: ExaminedChange,
  revocation: RevocationSettings,
): Promise<RevocationRules> {
  if (!revokesUnasked(revocation) || !report.keys.some(mayBeRevoked)) return [];
  return revocationRules(client, report.change.owner);
}

/** The change with what the revocation of its keys brought to light. */
async function withDetails(examined: ExaminedChange, revocations: Revocations): Promise<ExaminedChange> {
  if (revocations.size === 0) return examined;
  const keys = await Promise.all(
    examined.report.keys.map(async (key) => {
      const details = (await revocations.get(key.fingerprint))?.details ?? null;
      return details === null
        ? key
        : { ...key, details: { ...details, permissions: key.details?.permissions ?? null } };
    }),
  );
  return { ...examined, report: withKeys(examined.report, keys, examined.policy) };
}

/** Thousands of made-up keys must not cause requests. The hook gets only the number of keys beyond the limit. */
function withinLimit(
  examined: ExaminedChange,
  { hook, verification, revocation, askLimit }: ChangeOptions,
): ExaminedChange {
  if (hook === null && verification.mode === "off" && revokesNothing(revocation)) return examined;
  const first = askableKeys(examined).slice(0, askLimit);
  return admitOnly(examined, new Set(first.map(({ fingerprint }) => fingerprint)), "`KEYHAWK_ASK_LIMIT`");
}

function withResponses(examined: ExaminedChange, responses: ReadonlyMap<string, KeyResponse>): ExaminedChange {
  if (responses.size === 0) return examined;
  const keys = examined.report.keys.map((key) => ({
    ...key,
    response: answered(responses.get(key.fingerprint) ?? null, key.response),
  }));
  return { ...examined, report: withKeys(examined.report, keys, examined.policy) };
}

/** An answer of the hook from this run replaces the one that a comment remembers. */
function answered(now: KeyResponse | null, before: KeyResponse | null): KeyResponse | null {
  return isAnswer(now) ? now : combineResponses(now, before);
}

function fingerprintOf({ credential }: ExaminedChange["findings"][number]): string {
  return credential.fingerprint;
}

function isSame(one: ExaminedChange, other: ExaminedChange): boolean {
  return JSON.stringify(one.report.keys) === JSON.stringify(other.report.keys);
}
