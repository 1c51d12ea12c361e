import { Failure } from "../../failure.ts";
import { readNetwork } from "../../http/network.ts";
import { openaiFrom, openaiVariables } from "../../respond/openai/variables.ts";
import type { Revocation } from "../../respond/revoke/revocation.ts";
import { revoke } from "../../respond/revoke/revoke.ts";
import { parseRevocation, type RevocationAccess } from "../../respond/revoke/settings.ts";
import { print, type Terminal } from "../terminal.ts";
import { type RevokeFlags, wantedStep } from "./flags.ts";
import { readKey } from "./read-key.ts";
import { renderJson, renderText } from "./render.ts";

/** Revokes the key on standard input, or shows what would be done. Resolves to the exit code. */
export async function revokeAndReport(flags: RevokeFlags, terminal: Terminal): Promise<number> {
  const wanted = wantedStep(flags);
  const access = accessOf(terminal);
  const key = await readKey(terminal);
  const result = await revoke(key, flags.yes ? wanted : { type: "look" }, access, {
    signal: new AbortController().signal,
  });
  const text = flags.format === "json" ? renderJson(key, result) : renderText(key, result, wanted);
  await print(terminal.stdout, text);
  return exitCodes[result.type];
}

/** 0 only where the key is dead, or was treated as asked. */
const exitCodes: Readonly<Record<Revocation["type"], number>> = {
  revoked: 0,
  dead: 0,
  expiring: 0,
  narrowed: 0,
  limited: 0,
  proven: 0,
  deleted: 1,
  unproven: 1,
  failed: 3,
};

function accessOf({ env }: Terminal): RevocationAccess {
  const settings = parseRevocation(
    {
      revoke: "by-hand",
      grace: undefined,
      ...openaiFrom(env),
    },
    {
      revoke: "`keyhawk revoke`",
      grace: "--in",
      ...openaiVariables,
    },
    readNetwork(env),
  );
  if (settings.mode === "off") throw new Failure("configuration", "OPENAI_ADMIN_KEY is not set.");
  return settings;
}
