import { Credential } from "../../detect/credential.ts";
import { kinds } from "../../detect/kind.ts";
import { Failure } from "../../failure.ts";
import { directNetwork, type Network } from "../../http/network.ts";
import { nearest } from "../../policy/nearest.ts";
import { isSafeAddress } from "../../safe-address.ts";

/** Whether and how keys are verified. */
export type VerificationSettings =
  | { readonly mode: "off" }
  /** A request to OpenAI is made with the leaked key itself. */
  | ({ readonly mode: "direct" } & Asking & VerificationBounds)
  /** The organisation's list of keys is read with its own admin key; the leaked key is not used. */
  | ({ readonly mode: "indirect"; readonly adminKey: Credential } & VerificationBounds)
  /** A request is made with the leaked key itself, and its record is read with the organisation's own admin key. */
  | ({ readonly mode: "both"; readonly adminKey: Credential } & Asking & VerificationBounds);

interface Asking {
  /** `asked`: OpenAI is also asked what the key may do, by a dozen requests with it. */
  readonly permissions: "asked" | "unasked";
}

export interface VerificationBounds {
  /** Root of OpenAI's API, without a final slash: `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** Root of the accounts service, without a final slash: `https://auth.openai.com/api/accounts`. */
  readonly authUrl: string;
  /** The most requests at the same time. */
  readonly concurrency: number;
  /** Milliseconds after which an unanswered request counts as failed. */
  readonly timeout: number;
  /** Milliseconds for all keys together; keys that were not verified by then stay unverified. */
  readonly deadline: number;
  readonly network: Network;
}

/** The operator's settings; empty or undefined where nothing was set. */
export interface VerificationInputs {
  /** `off`, `direct`, `indirect`, `both`, or `auto`: indirect with an admin key, else direct. */
  readonly mode: string | undefined;
  /** `true` or `false`; whether OpenAI is asked what a key may do. */
  readonly permissions: string | undefined;
  readonly adminKey: string | undefined;
  readonly baseUrl: string | undefined;
  readonly authUrl: string | undefined;
}

/** The name of each setting, to begin a sentence or for the middle of one: `--verify`, `` The input `verify` ``. */
export type VerificationNames = Readonly<Record<keyof VerificationInputs, string>>;

const modes = ["off", "auto", "direct", "indirect", "both"] as const;
const deadline = 60_000;
/** An organisation has up to two thousand projects, each of which is listed by itself. */
const listingDeadline = 3 * 60_000;
const defaultBaseUrl = "https://api.openai.com/v1";
const defaultAuthUrl = "https://auth.openai.com/api/accounts";

/**
 * Checks the settings of verification. Throws a `Failure` that names the setting, and never its value. While
 * verification is off the other settings are not checked: they may be meant for other programs.
 */
export function parseVerification(
  inputs: VerificationInputs,
  names: VerificationNames,
  network: Network = directNetwork,
): VerificationSettings {
  const given = inputs.mode?.trim() || "off";
  const mode = modes.find((known) => known === given);
  if (mode === undefined) {
    const meant = nearest(given, modes);
    const hint = meant === null ? "" : ` Did you mean \`${meant}\`?`;
    throw new Failure("usage", `${names.mode} takes \`off\`, \`auto\`, \`direct\`, \`indirect\` or \`both\`.${hint}`);
  }
  if (mode === "off") return { mode };
  const bounds = parseBounds(inputs, names, network);
  const adminKey = inputs.adminKey?.trim() ?? "";
  const permissions = parsePermissions(inputs.permissions?.trim() ?? "", names.permissions);
  if (mode === "direct" || (mode === "auto" && adminKey === "")) return { mode: "direct", permissions, ...bounds };
  if (adminKey === "") {
    throw refuse(`${names.mode} \`${mode}\` needs an admin key of your organisation: set ${lower(names.adminKey)}.`);
  }
  const listing = { adminKey: parseAdminKey(adminKey, names.adminKey), ...bounds, deadline: listingDeadline };
  if (mode === "both") return { mode, permissions, ...listing };
  if (permissions === "unasked") return { mode: "indirect", ...listing };
  throw refuse(`${names.permissions} uses the key itself: set ${lower(names.mode)} to \`both\` or \`direct\`.`);
}

function parsePermissions(text: string, name: string): Asking["permissions"] {
  if (text === "true") return "asked";
  if (text === "" || text === "false") return "unasked";
  throw refuse(`${name} takes \`true\` or \`false\`.`);
}

/** Checks the addresses of OpenAI's services. Throws a `Failure` that names the setting, and never its value. */
export function parseBounds(
  inputs: Pick<VerificationInputs, "baseUrl" | "authUrl">,
  names: Pick<VerificationNames, "baseUrl" | "authUrl">,
  network: Network,
): VerificationBounds {
  return {
    baseUrl: parseBaseUrl(inputs.baseUrl, names.baseUrl, defaultBaseUrl),
    authUrl: parseBaseUrl(inputs.authUrl, names.authUrl, defaultAuthUrl),
    concurrency: 4,
    timeout: network.timeouts.firstByte,
    deadline,
    network,
  };
}

function parseBaseUrl(given: string | undefined, name: string, usual: string): string {
  const text = given?.trim() ?? "";
  if (text === "") return usual;
  const url = URL.parse(text);
  const whole = `${name} must be a whole address, such as ${usual}`;
  if (url === null) throw refuse(`${whole}.`);
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw refuse(`${whole}, without user name, password, query or fragment.`);
  }
  if (isSafeAddress(url)) return url.href.replace(/\/+$/, "");
  throw refuse(`${name} must begin with https://, or with http:// on this machine: raw keys are sent to it.`);
}

/** The operator's admin key. Throws a `Failure` that names the setting when it cannot be one. */
export function parseAdminKey(text: string, name: string): Credential {
  // Other characters are not valid in a header.
  if (!/^[\x21-\x7e]+$/.test(text)) throw refuse(`${name} must be one admin key, without spaces or line ends.`);
  const { prefix } = kinds["openai-admin-key"].form;
  if (text.startsWith("sk-") && !text.startsWith(prefix)) {
    throw refuse(`${name} must be an admin key (\`${prefix}…\`): other keys may not list the keys of an organisation.`);
  }
  return new Credential("openai-admin-key", text, prefix);
}

/** `The input …` in the middle of a sentence. */
function lower(name: string): string {
  return name.replace(/^The /, "the ");
}

function refuse(message: string): Failure {
  return new Failure("configuration", message);
}
