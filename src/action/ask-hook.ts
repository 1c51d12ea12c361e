import { setTimeout } from "node:timers/promises";
import type { ExaminedChange } from "../change/examine.ts";
import type { ChangeReport } from "../report/change-report.ts";
import type { KeyReport, KeyResponse } from "../report/key-report.ts";
import { buildHookRequest, buildHookSummary } from "../respond/hook/build-request.ts";
import type { HookResult } from "../respond/hook/call.ts";
import type { HookRequest } from "../respond/hook/request.ts";
import type { HookSettings } from "../respond/hook/settings.ts";

/** Milliseconds before each retry. The App keeps retrying for a day; a run cannot. */
const delays = [1_000, 4_000];

/** Pending answers, by fingerprint. */
export type Answers = ReadonlyMap<string, Promise<KeyResponse>>;

/**
 * The keys that are sent to the hook: those that are in a commit and may be alive. An ignored key is sent only when it
 * was found alive. A key that a comment remembers is sent again: the hook gets the same `webhook-id` and answers as
 * before.
 */
function keysToSend(report: ChangeReport, before: ChangeReport): KeyReport[] {
  const remembered = new Map(before.keys.map((key) => [key.fingerprint, key.statusFrom]));
  return report.keys.filter((key) => {
    const foundNow = key.statusFrom !== remembered.get(key.fingerprint) ? key.status : undefined;
    return !key.earlier && foundNow !== "revoked" && (key.ignored === null || foundNow === "live");
  });
}

/**
 * Starts a call of the hook for each key that needs one. The promises never reject.
 * @param before the report as it was before keys were verified
 */
export async function askHook(
  settings: HookSettings,
  { report, findings }: Pick<ExaminedChange, "report" | "findings">,
  before: ChangeReport,
): Promise<Answers> {
  const credentials = new Map(findings.map(({ credential }) => [credential.fingerprint, credential]));
  const keys = keysToSend(report, before);
  if (keys.length === 0) return new Map();
  // Loaded on demand: most runs have no hook or no key.
  const { callHook } = await import("../respond/hook/call.ts");
  return new Map(
    keys.flatMap((key) => {
      const credential = credentials.get(key.fingerprint);
      if (credential === undefined) return [];
      return [
        [
          key.fingerprint,
          ask((request) => callHook(settings, request), buildHookRequest(key, report.change, credential.reveal())),
        ] as const,
      ];
    }),
  );
}

async function ask(call: (request: HookRequest) => Promise<HookResult>, request: HookRequest): Promise<KeyResponse> {
  for (let attempt = 0; ; attempt += 1) {
    const result = await call(request);
    const at = new Date().toISOString();
    if (result.type === "answered") return { ...result.answer, at };
    const delay = delays[attempt];
    if (delay === undefined) {
      return { result: "failed", message: `The revocation hook failed. ${result.reason} Revoke the key by hand.`, at };
    }
    await setTimeout(delay);
  }
}

/** Sends the hook the number of keys it is not called about. Sent once; the run's own report shows the number, too. */
export async function sendSummary(
  settings: HookSettings,
  { change }: ChangeReport,
  counts: Parameters<typeof buildHookSummary>[1],
): Promise<void> {
  const { callHookWithSummary } = await import("../respond/hook/call.ts");
  await callHookWithSummary(settings, buildHookSummary(change, counts));
}

/** The answers that arrive within some milliseconds; the others are pending. */
export async function answeredWithin(answers: Answers, milliseconds: number): Promise<Map<string, KeyResponse>> {
  const pending: KeyResponse = { result: "pending", message: null, at: new Date().toISOString() };
  const timer = new AbortController();
  const late = setTimeout(milliseconds, pending, { signal: timer.signal }).catch(() => pending);
  const entries = [...answers].map(async ([print, answer]) => [print, await Promise.race([answer, late])] as const);
  const settled = new Map(await Promise.all(entries));
  timer.abort();
  return settled;
}
