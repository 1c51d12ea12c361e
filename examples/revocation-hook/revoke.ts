import OpenAI from "openai";
import { prove } from "./prove.ts";

/** What was done about a key; Keyhawk shows it in the pull request. */
export interface Answer {
  readonly result: "revoked" | "already-revoked" | "not-ours" | "manual";
  readonly message: string;
}

/**
 * Deletes a leaked key, but only one that is proven: OpenAI accepted the credential just now, and exactly one record of
 * the project that OpenAI named matches it. The visible ends of a record prove nothing by themselves: whoever has
 * seen them can write a string that fits, and have a key deleted that never leaked.
 * Throws what the SDK throws: then nothing was done, and the request should come again.
 */
export async function revoke(client: OpenAI, credential: string): Promise<Answer> {
  // Keys of Azure OpenAI and tokens of the dashboard are none of OpenAI's API, and must not be sent there.
  if (!credential.startsWith("sk-")) return byHand("This is not a key of OpenAI's API.");
  const proof = await prove(client, credential);
  if (!proof.accepted) return byHand(proof.reason);
  const { project } = proof;
  const { apiKeys } = client.admin.organization.projects;
  const records: OpenAI.Admin.Organization.Projects.ProjectAPIKey[] = [];
  try {
    // Without the filter the list leaves out keys whose owner has no access at the moment.
    for await (const record of apiKeys.list(project, { limit: 100, owner_project_access: "any" })) {
      if (looksLike(record.redacted_value, credential)) records.push(record);
    }
  } catch (error) {
    if (!(error instanceof OpenAI.NotFoundError)) throw error;
    return byHand("OpenAI accepts the key, and its project is not one of our organisation.");
  }
  const [record] = records;
  if (record === undefined) return byHand("OpenAI accepts the key, and no record of its project looks like it.");
  if (records.length > 1) return byHand(`${records.length} keys of its project look like this one.`);
  try {
    await apiKeys.delete(record.id, { project_id: project });
  } catch (error) {
    // Somebody else was faster.
    if (!(error instanceof OpenAI.NotFoundError)) throw error;
    return { result: "already-revoked", message: `The key "${record.name}" was deleted already.` };
  }
  return { result: "revoked", message: `The key "${record.name}" was deleted. Make a new one where it is needed.` };
}

function byHand(reason: string): Answer {
  return { result: "manual", message: `${reason} Nothing was deleted: revoke it by hand.` };
}

/** True when the visible ends of a redacted value (`sk-abc...def`, `sk-abc***def`) are the ends of the key. */
export function looksLike(redacted: string, credential: string): boolean {
  const [, start, end] = /^([\w-]*)[.*•…]+([\w-]+)$/.exec(redacted) ?? [];
  if (start === undefined || end === undefined || end.length < 3) return false;
  return start.length + end.length < credential.length && credential.startsWith(start) && credential.endsWith(end);
}
