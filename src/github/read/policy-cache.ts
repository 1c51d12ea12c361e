import type { Policy } from "../../policy/policy.ts";
import type { GitHubClient } from "../client/client.ts";
import { isUnserved } from "../client/request-error.ts";
import { loadPolicy, type PolicyPlace, requestShared, type SharedFile, sharedRepository } from "./load-policy.ts";

/** Recently read configurations, in memory. */
export interface PolicyCache {
  /** The configuration of a place, read from GitHub when it is not cached or is too old. Throws Octokit's error. */
  load(client: GitHubClient, place: PolicyPlace): Promise<Policy>;
  /** The same, but a file that GitHub does not serve is listed in `unread`, and asked for again the next time. */
  loadServed(client: GitHubClient, place: PolicyPlace): Promise<Policy>;
  /**
   * Drops the configuration of a repository whose default branch was pushed to; for a shared one, those of the whole
   * owner.
   */
  forget(owner: string, repo: string): void;
}

/** The most configurations, and the most files of organisations, that are remembered. */
const mostEntries = 10_000;

/** Creates an empty cache. `lifetime` in milliseconds, five minutes by default. */
export function createPolicyCache(
  options: { readonly lifetime?: number; readonly now?: () => number } = {},
): PolicyCache {
  const { lifetime = 5 * 60_000, now = Date.now } = options;
  const policies = rememberedFor<Policy>(lifetime, now);
  // One request for all repositories of an organisation.
  const shared = rememberedFor<SharedFile>(lifetime, now);
  const prefixOf = (...parts: string[]) => `${parts.join("/").toLowerCase()}/`;
  const readShared: typeof requestShared = (client, owner) =>
    shared.get(prefixOf(owner), () => requestShared(client, owner));
  const load: PolicyCache["load"] = (client, place) => {
    // Branch names are case-sensitive; owners and repositories are not.
    const key = `${prefixOf(place.owner, place.repo)}${place.ref}`;
    return policies.get(key, () => loadPolicy(client, place, { readShared }));
  };
  return {
    load,
    async loadServed(client, place) {
      try {
        return await load(client, place);
      } catch (error) {
        if (!isUnserved(error)) throw error;
        return await loadPolicy(client, place, { readShared, unserved: "listed" });
      }
    },
    forget(owner, repo) {
      const isShared = repo.toLowerCase() === sharedRepository;
      policies.forget(isShared ? prefixOf(owner) : prefixOf(owner, repo));
      if (isShared) shared.forget(prefixOf(owner));
    },
  };
}

interface Remembered<T> {
  /** What is known under a key, or what `read` resolves to; a failure is not remembered. */
  get(key: string, read: () => Promise<T>): Promise<T>;
  /** Forgets every key that begins like this. */
  forget(prefix: string): void;
}

function rememberedFor<T>(lifetime: number, now: () => number): Remembered<T> {
  const entries = new Map<string, { readonly value: Promise<T>; readonly until: number }>();
  return {
    get(key, read) {
      const known = entries.get(key);
      if (known !== undefined && known.until > now()) return known.value;
      const value = read();
      const entry = { value, until: now() + lifetime };
      entries.delete(key);
      entries.set(key, entry);
      value.catch(() => {
        if (entries.get(key) === entry) entries.delete(key);
      });
      if (entries.size > mostEntries) {
        const [oldest] = entries.keys();
        if (oldest !== undefined) entries.delete(oldest);
      }
      return value;
    },
    forget(prefix) {
      for (const key of entries.keys()) if (key.startsWith(prefix)) entries.delete(key);
    },
  };
}
