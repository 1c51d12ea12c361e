import { connectionCode } from "../../respond/connection-error.ts";
import { innerAddress } from "../../respond/hook/address.ts";
import type { HookSettings } from "../../respond/hook/settings.ts";
import { type Check, ok, problem } from "./check.ts";

/**
 * Whether the revocation hook can be reached. It is sent a `HEAD` without content, and any answer is good: what it
 * answers to a key is not known before there is one.
 */
export async function checkHook(hook: HookSettings): Promise<Check> {
  const { url } = hook;
  const inner = hook.innerAddresses === "allowed" ? null : await innerAddress(url);
  if (inner !== null) {
    return problem(
      "hook",
      `${url.host} is at ${inner}, in a private or link-local network, and would not be called.`,
      "Set KEYHAWK_HOOK_ALLOW_PRIVATE=true if it belongs there.",
    );
  }
  try {
    const { status, body } = await hook.network.fetch(url, {
      method: "HEAD",
      headers: { "user-agent": "keyhawk" },
      redirect: "manual",
      signal: AbortSignal.timeout(hook.timeout),
    });
    await body?.cancel();
    if (status >= 300 && status < 400) {
      return problem(
        "hook",
        `It redirects (${status}), which is not followed.`,
        "Set KEYHAWK_HOOK_URL to its last address.",
      );
    }
    if (status === 502 || status === 503 || status === 504) {
      return problem("hook", `It is not in service (${status}).`, "Start the receiver behind its address.");
    }
    return ok("hook", `The revocation hook answers at ${url.origin}.`);
  } catch (error) {
    return problem(
      "hook",
      `The revocation hook cannot be reached${connectionCode(error)}.`,
      "Check KEYHAWK_HOOK_URL, the receiver, and HTTPS_PROXY if this machine needs one.",
    );
  }
}
