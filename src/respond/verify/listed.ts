import type { Credential } from "../../detect/credential.ts";
import type { KeyRecord } from "../../report/key-record.ts";
import { adminFailure } from "../openai/admin-failure.ts";
import type { KeyDirectory } from "../openai/directory.ts";
import { matchesRedacted } from "./match.ts";
import type { Ownership } from "./verdict.ts";

/** What the list of the organisation's keys shows about a key, which is not used. Never throws. @param asOf milliseconds since 1970 */
export async function verifyByList(
  key: Credential,
  directory: KeyDirectory,
  asOf: number,
  signal: AbortSignal,
): Promise<Ownership> {
  try {
    return verdictFrom(await directory.find(({ redacted }) => matchesRedacted(redacted, key), asOf, signal));
  } catch (error) {
    const reason = signal.aborted ? "The keys could not be listed in time." : adminFailure(error);
    return { status: "unknown", reason, by: "indirect", ours: null, record: null };
  }
}

function verdictFrom(matches: readonly KeyRecord[]): Ownership {
  const unknown = { status: "unknown", by: "indirect", ours: null, record: null } as const;
  const [record] = matches;
  if (record === undefined) {
    const reason = "Not found: no key of the organisation matches it. It was deleted, or belongs to someone else.";
    return { ...unknown, reason };
  }
  if (matches.length > 1) return { ...unknown, reason: severalMatch(matches.length, "the organisation") };
  const found = { by: "indirect", ours: true, record } as const;
  if (record.expiresAt !== null && Date.parse(record.expiresAt) <= Date.now()) {
    return { ...found, status: "revoked", reason: `It is the organisation's key ${nameOf(record)}, and has expired.` };
  }
  return { ...found, status: "live", reason: `It is the organisation's key ${nameOf(record)}.` };
}

/** The name of a key and its project, in a sentence. */
export function nameOf({ id, name, project }: KeyRecord): string {
  const place = project === null ? "" : ` in project "${project.name ?? project.id}"`;
  return `"${name ?? id}"${place}`;
}

/** @param whose `the organisation`, `its project` */
export function severalMatch(count: number, whose: string): string {
  return `${count} keys of ${whose} match it, so it is unknown which one leaked.`;
}
