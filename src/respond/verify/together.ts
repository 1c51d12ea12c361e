import type { Credential } from "../../detect/credential.ts";
import type { KeyRecord } from "../../report/key-record.ts";
import { adminFailure } from "../openai/admin-failure.ts";
import type { KeyDirectory } from "../openai/directory.ts";
import { nameOf, severalMatch, verifyByList } from "./listed.ts";
import { matchesRedacted } from "./match.ts";
import type { OpenAIAnswer } from "./request.ts";
import type { Life, Ownership } from "./verdict.ts";

/**
 * What OpenAI's answer to the key itself and the organisation's keys show together. The answer names a project, so the
 * key's record is looked for there, and in the whole list only when no answer says where. Never throws.
 * @param asOf milliseconds since 1970
 */
export async function verifyTogether(
  key: Credential,
  { life, answer }: { readonly life: Life; readonly answer: OpenAIAnswer },
  directory: KeyDirectory,
  asOf: number,
  signal: AbortSignal,
): Promise<Ownership> {
  const alone: Ownership = { ...life, by: "direct", ours: null, record: null };
  // A key that OpenAI refuses is in no list.
  if (life.status === "revoked") return alone;
  if (life.status !== "live" || answer.type === "failed") {
    const listed = await verifyByList(key, directory, asOf, signal);
    return listed.status === "unknown" ? { ...alone, reason: `${life.reason} ${listed.reason}` } : listed;
  }
  try {
    const { ours, record, reason } = await ownership(key, answer, directory, asOf, signal);
    return { ...alone, ours, record, reason: `${life.reason} ${reason}` };
  } catch (error) {
    // Whose key it is remains unknown; that it is alive does not.
    return signal.aborted ? alone : { ...alone, reason: `${life.reason} ${adminFailure(error)}` };
  }
}

type Owner = Pick<Ownership, "ours" | "record" | "reason">;

const elsewhere: Owner = { ours: false, record: null, reason: "It belongs to another organisation." };

async function ownership(
  key: Credential,
  { organization, project }: Extract<OpenAIAnswer, { type: "answered" }>,
  directory: KeyDirectory,
  asOf: number,
  signal: AbortSignal,
): Promise<Owner> {
  if (project !== null) {
    const records = await directory.project(project, asOf, signal);
    return records === null ? elsewhere : among(records, key, "its project");
  }
  if (organization !== null) {
    const admins = await directory.admins(asOf, signal);
    if (admins.organization !== organization) return elsewhere;
    if (key.kind === "openai-admin-key") return among(admins.records, key, "the organisation");
  }
  const listed = await verifyByList(key, directory, asOf, signal);
  // OpenAI names the organisation only in some answers; the list alone does not say that a key is someone else's.
  return { ...listed, ours: organization === null ? listed.ours : true };
}

/** @param whose `its project`, which is the organisation's */
function among(records: readonly KeyRecord[], key: Credential, whose: string): Owner {
  const fitting = records.filter(({ redacted }) => matchesRedacted(redacted, key));
  const [record] = fitting;
  if (record === undefined) {
    return { ours: true, record: null, reason: `It is the organisation's, and no key that ${whose} lists matches it.` };
  }
  if (fitting.length > 1) return { ours: true, record: null, reason: severalMatch(fitting.length, whose) };
  return { ours: true, record, reason: `It is the organisation's key ${nameOf(record)}.` };
}
