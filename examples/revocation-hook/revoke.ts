import OpenAI from "openai";

/** What was done about a key; Keyhawk shows it in the pull request. */
export interface Answer {
  readonly result: "revoked" | "already-revoked" | "not-ours" | "manual";
  readonly message: string;
}

/** One record that may be the leaked key, and how to delete it. */
interface Match {
  readonly place: string;
  readonly expired: boolean;
  remove(): Promise<unknown>;
}

/**
 * Finds a leaked key in the organisation of the admin key and deletes it. OpenAI never shows a key's full value, so it
 * is matched by the visible ends of `redacted_value`; when more than one record fits, none is touched.
 * Throws what the SDK throws: then nothing was done, and the request should come again.
 */
export async function revoke(client: OpenAI, credential: string): Promise<Answer> {
  const matches: Match[] = [];
  for await (const match of findMatches(client, credential)) matches.push(match);
  const [match] = matches;
  if (match === undefined) {
    return { result: "not-ours", message: "No key of our OpenAI organisation looks like this one." };
  }
  if (matches.length > 1) {
    const places = matches.map(({ place }) => place).join(", ");
    return { result: "manual", message: `${matches.length} keys look like this one (${places}). Revoke it by hand.` };
  }
  if (match.expired) return { result: "already-revoked", message: `The key ${match.place} had expired.` };
  try {
    await match.remove();
  } catch (error) {
    // Somebody else was faster.
    if (error instanceof OpenAI.NotFoundError) {
      return { result: "already-revoked", message: `The key ${match.place} was deleted already.` };
    }
    throw error;
  }
  return { result: "revoked", message: `The key ${match.place} was deleted. Make a new one where it is needed.` };
}

async function* findMatches(client: OpenAI, credential: string): AsyncGenerator<Match> {
  const { organization } = client.admin;
  for await (const project of organization.projects.list({ include_archived: true, limit: 100 })) {
    for await (const key of organization.projects.apiKeys.list(project.id, { limit: 100 })) {
      if (!looksLike(key.redacted_value, credential)) continue;
      yield {
        place: `"${key.name}" of project "${project.name}"`,
        expired: typeof key.expires_at === "number" && key.expires_at * 1000 <= Date.now(),
        remove: () => organization.projects.apiKeys.delete(key.id, { project_id: project.id }),
      };
    }
  }
  for await (const key of organization.adminAPIKeys.list({ limit: 100 })) {
    if (!looksLike(key.redacted_value, credential)) continue;
    yield {
      place: `"${key.name ?? key.id}" among the admin keys`,
      expired: false,
      remove: () => organization.adminAPIKeys.delete(key.id),
    };
  }
}

/** True when the visible ends of a redacted value (`sk-abc...def`, `sk-abc***def`) are the ends of the key. */
export function looksLike(redacted: string, credential: string): boolean {
  const [, start, end] = /^([\w-]*)[.*•…]+([\w-]+)$/.exec(redacted) ?? [];
  if (start === undefined || end === undefined || end.length < 3) return false;
  return start.length + end.length < credential.length && credential.startsWith(start) && credential.endsWith(end);
}
