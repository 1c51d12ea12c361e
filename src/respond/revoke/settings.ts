import { Failure } from "../../failure.ts";
import type { Network } from "../../http/network.ts";
import { nearest } from "../../policy/nearest.ts";
import { longestGrace } from "../../policy/revocation-rules.ts";
import type { AdminAccess } from "../openai/admin-client.ts";
import {
  parseAdminKey,
  parseBounds,
  type VerificationBounds,
  type VerificationInputs,
  type VerificationNames,
} from "../verify/settings.ts";
import { parseAction, type UnaskedAction } from "./action.ts";

/** How Keyhawk reaches OpenAI to prove and revoke keys. */
export type RevocationAccess = VerificationBounds & AdminAccess;

/** How OpenAI's sign-in service is reached, which revokes the tokens of ChatGPT logins. */
export interface TokenAccess {
  readonly revokeUrl: string;
  /** Milliseconds after which an unanswered request counts as failed. */
  readonly timeout: number;
  readonly network: Network;
}

/** Whether Keyhawk revokes keys itself. */
export type RevocationSettings = AdminRevocation & {
  /** Present where tokens of ChatGPT logins are revoked without asking. */
  readonly tokens?: TokenAccess;
};

/** With the operator's admin key. */
export type AdminRevocation =
  | { readonly mode: "off" }
  | ({
      /** `by-hand`: when a person asks for it. `proven`: without asking, where OpenAI proves whose key it is. */
      readonly mode: "by-hand" | "proven";
      /** Seconds until a revoked key expires; 0 deletes it at once. */
      readonly grace: number;
      /** What is done without asking; a person's order deletes a key, or lets it expire. */
      readonly action: UnaskedAction;
    } & RevocationAccess);

/** The operator's settings; empty or undefined where nothing was set. */
export interface RevocationInputs extends Omit<VerificationInputs, "mode" | "permissions"> {
  readonly revoke: string | undefined;
  readonly grace: string | undefined;
  /** `delete`, `read-only` or `limit=25`. */
  readonly action: string | undefined;
  /** `true` or `false`; whether tokens of ChatGPT logins are revoked. */
  readonly tokens: string | undefined;
}

/** The name of each setting, to begin a sentence or for the middle of one. */
export type RevocationNames = Omit<VerificationNames, "mode" | "permissions"> & {
  readonly revoke: string;
  readonly grace: string;
  readonly action: string;
  readonly tokens: string;
};

const modes = ["off", "by-hand", "proven"] as const;

/**
 * Checks the settings of revocation. Throws a `Failure` that names the setting, and never its value. Without a mode it is
 * `by-hand` where an admin key is set, and off otherwise.
 */
export function parseRevocation(
  inputs: RevocationInputs,
  names: RevocationNames,
  network: Network,
): RevocationSettings {
  const given = inputs.tokens?.trim() || "false";
  if (given !== "true" && given !== "false") throw refuse(`${names.tokens} takes \`true\` or \`false\`.`);
  const admin = parseAdminRevocation(inputs, names, network);
  return given === "false" ? admin : { ...admin, tokens: tokenAccess(inputs, names, network) };
}

/** How the sign-in service is reached: it is on the host of the service for accounts. */
export function tokenAccess(
  inputs: Pick<RevocationInputs, "baseUrl" | "authUrl">,
  names: Pick<RevocationNames, "baseUrl" | "authUrl">,
  network: Network,
): TokenAccess {
  const { authUrl, timeout } = parseBounds({ ...inputs, baseUrl: "" }, names, network);
  return { revokeUrl: new URL("/oauth/revoke", authUrl).href, timeout, network };
}

function parseAdminRevocation(inputs: RevocationInputs, names: RevocationNames, network: Network): AdminRevocation {
  const adminKey = inputs.adminKey?.trim() ?? "";
  const given = inputs.revoke?.trim() ?? "";
  if (given === "") {
    if (adminKey === "") return { mode: "off" };
    try {
      return parseAdminRevocation({ ...inputs, revoke: "by-hand" }, names, network);
    } catch (error) {
      // Without a mode nothing says that these settings are meant for Keyhawk rather than for other programs.
      if (error instanceof Failure) return { mode: "off" };
      throw error;
    }
  }
  const mode = parseMode(given, names.revoke);
  if (mode === "off") return { mode };
  if (adminKey === "") {
    const setting = names.adminKey.replace(/^The /, "the ");
    throw refuse(`${names.revoke} \`${mode}\` needs an admin key of your organisation: set ${setting}.`);
  }
  const bounds = parseBounds(inputs, names, network);
  const grace = parseGrace(inputs.grace?.trim() ?? "", names.grace);
  const action = parseAction(inputs.action?.trim() ?? "", names.action);
  return { mode, grace, action, adminKey: parseAdminKey(adminKey, names.adminKey), ...bounds };
}

function parseMode(given: string, name: string): RevocationSettings["mode"] {
  const mode = modes.find((known) => known === given);
  if (mode !== undefined) return mode;
  const meant = nearest(given, modes);
  const hint = meant === null ? "" : ` Did you mean \`${meant}\`?`;
  throw refuse(`${name} takes \`off\`, \`by-hand\` or \`proven\`.${hint}`);
}

function parseGrace(text: string, name: string): number {
  if (text === "") return 0;
  if (/^\d{1,8}$/.test(text) && Number(text) <= longestGrace) return Number(text);
  throw refuse(`${name} must be a number of seconds from 0, which deletes at once, to ${longestGrace}.`);
}

function refuse(message: string): Failure {
  return new Failure("configuration", message);
}
