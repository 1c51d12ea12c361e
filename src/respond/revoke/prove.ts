import type OpenAI from "openai";
import type { Credential } from "../../detect/credential.ts";
import { kinds } from "../../detect/kind.ts";
import type { KeyRecord } from "../../report/key-record.ts";
import { readAdminKeys, readKeysOfProject } from "../openai/read-keys.ts";
import { judge } from "../verify/direct.ts";
import { matchesRedacted } from "../verify/match.ts";
import { askOpenAI, type OpenAIAnswer } from "../verify/request.ts";
import type { RevocationAccess } from "./settings.ts";

/** Whether a leaked credential is the key of exactly one record of the organisation. */
export type Proof =
  /** OpenAI accepted the credential just now, and one record of the project that its answer names fits. */
  | { readonly type: "proven"; readonly record: KeyRecord }
  /** OpenAI does not accept it: it was revoked, or never was a key. */
  | { readonly type: "dead" }
  /** A person has to decide. `reason` is a sentence for people of the organisation. */
  | { readonly type: "unproven"; readonly reason: string }
  /** OpenAI gave no verdict, so trying again later may. */
  | { readonly type: "unclear"; readonly reason: string };

/**
 * Makes one request with the leaked credential itself, which costs nothing and changes nothing, and looks for its record
 * in the project that the answer names. The visible ends of a record alone prove nothing: whoever has seen them can
 * write a string that fits. Throws what the client throws when the organisation's keys cannot be read.
 */
export async function prove(
  key: Credential,
  client: OpenAI,
  access: RevocationAccess,
  signal: AbortSignal,
): Promise<Proof> {
  if (key.fingerprint === access.adminKey.fingerprint) {
    return { type: "unproven", reason: "It is the admin key that Keyhawk itself works with. Replace it there first." };
  }
  const answer = await askWithKey(key, access, signal);
  if (answer === null) {
    const { instruction } = kinds[key.kind].revocation;
    return { type: "unproven", reason: `The Admin API cannot revoke this kind of credential. ${instruction}` };
  }
  const { status, reason } = judge(answer);
  if (status === "revoked") return { type: "dead" };
  if (status !== "live" || answer.type === "failed") return { type: "unclear", reason };
  const records = await candidates(key, answer, client, signal);
  if (records === null) {
    return { type: "unproven", reason: "OpenAI accepts it, and does not name a project or organisation of yours." };
  }
  const fitting = records.filter(({ redacted }) => matchesRedacted(redacted, key));
  const [record] = fitting;
  if (record === undefined) {
    return { type: "unproven", reason: "OpenAI accepts it, and no key that the Admin API lists fits it." };
  }
  if (fitting.length === 1) return { type: "proven", record };
  return {
    type: "unproven",
    reason: `${fitting.length} keys of its project fit it, so it is unknown which one leaked.`,
  };
}

/** OpenAI's answer to the credential; null for a kind that OpenAI's API does not know, which must not be sent there. */
export async function askWithKey(
  key: Credential,
  access: RevocationAccess,
  signal: AbortSignal,
): Promise<OpenAIAnswer | null> {
  const { verification } = kinds[key.kind];
  if (verification.by !== "openai-api") return null;
  return askOpenAI(`${access.baseUrl}/${verification.route}`, key, { ...access, signal });
}

/**
 * The records of the project that OpenAI names, or the admin keys when the organisation that it names is the own one;
 * null when neither is the organisation's.
 */
async function candidates(
  key: Credential,
  { organization, project }: Extract<OpenAIAnswer, { type: "answered" }>,
  client: OpenAI,
  signal: AbortSignal,
): Promise<readonly KeyRecord[] | null> {
  if (key.kind === "openai-admin-key") {
    const admins = await readAdminKeys(client, signal);
    return organization !== null && organization === admins.organization ? admins.records : null;
  }
  return project === null ? null : readKeysOfProject(client, project, signal);
}
