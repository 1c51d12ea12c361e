import { ignoreReason, inlineIgnoreReason } from "../../policy/ignore.ts";
import type { Policy } from "../../policy/policy.ts";
import type { KeyStatus } from "../../report/key-report.ts";
import { parseVerification, type VerificationSettings } from "../../respond/verify/settings.ts";
import type { Finding } from "../../source/finding.ts";
import { say, type Terminal } from "../terminal.ts";
import type { ScanFlags } from "./flags.ts";

/** Reads `--verify`, `--verify-by` and their environment. Throws a `Failure` before anything is scanned. */
export function verificationOf(flags: Pick<ScanFlags, "verify" | "verifyBy">, { env }: Terminal): VerificationSettings {
  return parseVerification(
    {
      mode: flags.verifyBy ?? (flags.verify ? "auto" : "off"),
      adminKey: env.OPENAI_ADMIN_KEY,
      baseUrl: env.OPENAI_BASE_URL,
    },
    { mode: "--verify-by", adminKey: "OPENAI_ADMIN_KEY", baseUrl: "OPENAI_BASE_URL" },
  );
}

/** Statuses of the keys that are not ignored; says on standard error why one could not be found out. */
export async function statusesOf(
  findings: readonly Finding[],
  settings: VerificationSettings,
  policy: Policy,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, KeyStatus>> {
  const asked = findings.filter((finding) => (ignoreReason(finding, policy) ?? inlineIgnoreReason(finding)) === null);
  if (settings.mode === "off" || asked.length === 0) return new Map();
  const { inspectKeys } = await import("../../respond/verify/verify.ts");
  const verifications = await inspectKeys(asked, settings, { signal });
  for (const { masked, status, reason } of verifications.values()) {
    if (status === "live" || status === "revoked") continue;
    await say(terminal, `${masked} is ${status}. ${reason}`);
  }
  return new Map([...verifications].map(([fingerprint, { status }]) => [fingerprint, status]));
}
