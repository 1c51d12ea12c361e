import type { Credential } from "../../detect/credential.ts";
import { Failure } from "../../failure.ts";
import { readNetwork } from "../../http/network.ts";
import { openaiFrom, openaiVariables } from "../../respond/openai/variables.ts";
import type { RevocationStep } from "../../respond/revoke/revocation.ts";
import { revoke } from "../../respond/revoke/revoke.ts";
import { parseRevocation, type RevocationAccess, tokenAccess } from "../../respond/revoke/settings.ts";
import { isRevocableToken, revokeToken } from "../../respond/revoke/token.ts";
import { print, type Terminal } from "../terminal.ts";
import { type RevokeFlags, wantedStep } from "./flags.ts";
import { readKey } from "./read-key.ts";
import { renderJson, renderText, type ShownRevocation } from "./render.ts";

/** Revokes the key on standard input, or shows what would be done. Resolves to the exit code. */
export async function revokeAndReport(flags: RevokeFlags, terminal: Terminal): Promise<number> {
  const wanted = wantedStep(flags);
  const key = await readKey(terminal);
  const result = isRevocableToken(key)
    ? await tokenResult(key, wanted, flags, terminal)
    : await revoke(key, flags.yes ? wanted : { type: "look" }, accessOf(terminal), {
        signal: new AbortController().signal,
      });
  const text = flags.format === "json" ? renderJson(key, result) : renderText(key, result, wanted);
  await print(terminal.stdout, text);
  return exitCodes[result.type];
}

/** 0 only where the key is dead, or was treated as asked. */
const exitCodes: Readonly<Record<ShownRevocation["type"], number>> = {
  revoked: 0,
  dead: 0,
  expiring: 0,
  narrowed: 0,
  limited: 0,
  proven: 0,
  deleted: 1,
  unproven: 1,
  failed: 3,
  "logged-out": 0,
  "token-sent": 1,
  refused: 1,
  untried: 0,
};

/** Tokens of ChatGPT logins are revoked with the token itself, so no admin key is needed. */
async function tokenResult(
  key: Credential,
  wanted: RevocationStep,
  { yes }: RevokeFlags,
  { env }: Terminal,
): Promise<ShownRevocation> {
  if (wanted.type !== "delete") {
    throw new Failure(
      "usage",
      "A token of a ChatGPT login can only be revoked: leave out --in, --read-only and --limit.",
    );
  }
  if (!yes) return { type: "untried" };
  const access = tokenAccess(openaiFrom(env), openaiVariables, readNetwork(env));
  return revokeToken(key, access, new AbortController().signal);
}

function accessOf({ env }: Terminal): RevocationAccess {
  const settings = parseRevocation(
    {
      revoke: "by-hand",
      grace: undefined,
      action: undefined,
      tokens: undefined,
      ...openaiFrom(env),
    },
    {
      revoke: "`keyhawk revoke`",
      grace: "--in",
      action: "`keyhawk revoke`",
      tokens: "`keyhawk revoke`",
      ...openaiVariables,
    },
    readNetwork(env),
  );
  if (settings.mode === "off") throw new Failure("configuration", "OPENAI_ADMIN_KEY is not set.");
  return settings;
}
