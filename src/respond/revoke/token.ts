import type { Credential } from "../../detect/credential.ts";
import { kinds } from "../../detect/kind.ts";
import { connectionCode } from "../connection-error.ts";
import type { Revocation } from "./revocation.ts";
import type { TokenAccess } from "./settings.ts";

/** The public name of Codex's login, for which refresh tokens are issued. */
const codexClient = "app_EMoamEEZ73f0CkXaXp7hrann";

/** True for a credential that OpenAI's sign-in service revokes when it is sent there. */
export function isRevocableToken({ kind }: Pick<Credential, "kind">): boolean {
  return kinds[kind].revocation.tokenType !== undefined;
}

/**
 * Has OpenAI's sign-in service revoke a token of a ChatGPT login (RFC 7009), as `codex logout` does. Whoever holds the
 * token may do that, so nothing has to be proven, and a made-up token ends nothing. Never throws.
 */
export async function revokeToken(token: Credential, access: TokenAccess, signal: AbortSignal): Promise<Revocation> {
  const { tokenType } = kinds[token.kind].revocation;
  const timeout = AbortSignal.timeout(access.timeout);
  try {
    const response = await access.network.fetch(access.revokeUrl, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": "keyhawk" },
      body: JSON.stringify({
        token: token.reveal(),
        token_type_hint: tokenType,
        ...(tokenType === "refresh_token" ? { client_id: codexClient } : {}),
      }),
      // A redirect would send the token to a server that the operator did not name.
      redirect: "manual",
      signal: AbortSignal.any([timeout, signal]),
    });
    await response.body?.cancel();
    return outcome(response, tokenType);
  } catch (error) {
    if (timeout.aborted) {
      return { type: "failed", reason: `OpenAI did not answer within ${access.timeout / 1000} seconds.` };
    }
    // The error itself may quote the request: only its code is safe to report.
    return { type: "failed", reason: `OpenAI could not be reached${connectionCode(error)}.` };
  }
}

function outcome({ ok, status }: Response, tokenType: "refresh_token" | "access_token" | undefined): Revocation {
  if (ok) return { type: tokenType === "refresh_token" ? "logged-out" : "token-sent" };
  const reason = `OpenAI's sign-in service answered ${status}.`;
  return status === 429 || status >= 500 ? { type: "failed", reason } : { type: "refused", reason };
}
