import type { Policy } from "../../policy/policy.ts";
import type { GitHubClient } from "../client/client.ts";
import { loadPolicy, type PolicyPlace, sharedRepository } from "./load-policy.ts";

/** Recently read configurations, in memory. */
export interface PolicyCache {
  /** The configuration of a place, read from GitHub when it is not cached or is too old. Throws Octokit's error. */
  load(client: GitHubClient, place: PolicyPlace): Promise<Policy>;
  /**
   * Drops the configuration of a repository whose default branch was pushed to; for a shared one, those of the whole
   * owner.
   */
  forget(owner: string, repo: string): void;
}

interface Entry {
  readonly policy: Promise<Policy>;
  readonly until: number;
}

const mostEntries = 10_000;

/** Creates an empty cache. `lifetime` in milliseconds, five minutes by default. */
export function createPolicyCache(
  options: { readonly lifetime?: number; readonly now?: () => number } = {},
): PolicyCache {
  const { lifetime = 5 * 60_000, now = Date.now } = options;
  const entries = new Map<string, Entry>();
  const prefixOf = (...parts: string[]) => `${parts.join("/").toLowerCase()}/`;
  return {
    load(client, place) {
      // Branch names are case-sensitive; owners and repositories are not.
      const key = `${prefixOf(place.owner, place.repo)}${place.ref}`;
      const known = entries.get(key);
      if (known !== undefined && known.until > now()) return known.policy;
      const policy = loadPolicy(client, place);
      const entry = { policy, until: now() + lifetime };
      entries.delete(key);
      entries.set(key, entry);
      policy.catch(() => {
        if (entries.get(key) === entry) entries.delete(key);
      });
      if (entries.size > mostEntries) {
        const [oldest] = entries.keys();
        if (oldest !== undefined) entries.delete(oldest);
      }
      return policy;
    },
    forget(owner, repo) {
      const prefix = repo.toLowerCase() === sharedRepository ? prefixOf(owner) : prefixOf(owner, repo);
      for (const key of entries.keys()) if (key.startsWith(prefix)) entries.delete(key);
    },
  };
}
