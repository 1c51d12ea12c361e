import { readNetwork } from "../../http/network.ts";
import { parseVerification, type VerificationSettings } from "../../respond/verify/settings.ts";
import type { Terminal } from "../terminal.ts";
import type { ScanFlags } from "./flags.ts";

/** Reads `--verify`, `--verify-by` and their environment. Throws a `Failure` before anything is scanned. */
export function verificationOf(flags: Pick<ScanFlags, "verify" | "verifyBy">, { env }: Terminal): VerificationSettings {
  return parseVerification(
    {
      mode: flags.verifyBy ?? (flags.verify ? "auto" : "off"),
      adminKey: env.OPENAI_ADMIN_KEY,
      baseUrl: env.OPENAI_BASE_URL,
      authUrl: env.CODEX_AUTHAPI_BASE_URL,
    },
    {
      mode: "--verify-by",
      adminKey: "OPENAI_ADMIN_KEY",
      baseUrl: "OPENAI_BASE_URL",
      authUrl: "CODEX_AUTHAPI_BASE_URL",
    },
    readNetwork(env),
  );
}
