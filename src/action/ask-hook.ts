import { setTimeout } from "node:timers/promises";
import { isDead } from "../policy/conclude.ts";
import type { ChangeReport } from "../report/change-report.ts";
import type { KeyReport, KeyResponse } from "../report/key-report.ts";
import { buildHookRequest } from "../respond/hook/build-request.ts";
import type { HookResult } from "../respond/hook/call.ts";
import type { HookRequest } from "../respond/hook/request.ts";
import type { HookSettings } from "../respond/hook/settings.ts";
import type { Finding } from "../source/finding.ts";

/** Milliseconds before each further try. The App goes on for a day; a run cannot. */
const delays = [1_000, 4_000];

/** Answers that are under way, by fingerprint. */
export type Answers = ReadonlyMap<string, Promise<KeyResponse>>;

/** Keys that nothing is known to have been done about. A key that is in no commit any more has no raw value to send. */
function open(report: ChangeReport): KeyReport[] {
  return report.keys.filter(
    (key) =>
      key.ignored === null &&
      !key.earlier &&
      !isDead(key) &&
      (key.response === null || key.response.result === "pending" || key.response.result === "failed"),
  );
}

/** Begins to tell the hook about each key that needs it. The promises never reject. */
export async function askHook(
  settings: HookSettings,
  report: ChangeReport,
  findings: readonly Finding[],
): Promise<Answers> {
  const credentials = new Map(findings.map(({ credential }) => [credential.fingerprint, credential]));
  const keys = open(report);
  if (keys.length === 0) return new Map();
  // Most runs have no hook or no key, and its packages are not worth their time to load then.
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

/** What has been answered within some milliseconds; the others are pending. */
export async function answeredWithin(answers: Answers, milliseconds: number): Promise<Map<string, KeyResponse>> {
  const pending: KeyResponse = { result: "pending", message: null, at: new Date().toISOString() };
  const timer = new AbortController();
  const late = setTimeout(milliseconds, pending, { signal: timer.signal }).catch(() => pending);
  const entries = [...answers].map(async ([print, answer]) => [print, await Promise.race([answer, late])] as const);
  const settled = new Map(await Promise.all(entries));
  timer.abort();
  return settled;
}
