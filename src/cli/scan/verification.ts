import { readNetwork } from "../../http/network.ts";
import { openaiFrom, openaiVariables } from "../../respond/openai/variables.ts";
import { parseVerification, type VerificationSettings } from "../../respond/verify/settings.ts";
import type { Terminal } from "../terminal.ts";
import type { ScanFlags } from "./flags.ts";

/** Reads `--verify`, `--verify-by` and their environment. Throws a `Failure` before anything is scanned. */
export function verificationOf(
  flags: Pick<ScanFlags, "verify" | "verifyBy" | "permissions">,
  { env }: Terminal,
): VerificationSettings {
  return parseVerification(
    {
      mode: flags.verifyBy ?? (flags.verify ? "auto" : "off"),
      permissions: String(flags.permissions ?? false),
      ...openaiFrom(env),
    },
    {
      mode: "--verify-by",
      permissions: "--permissions",
      ...openaiVariables,
    },
    readNetwork(env),
  );
}
