import type { Fetch } from "../../http/fetch.ts";

/** The part of an installation's rate limit that histories leave to events. */
const reserved = 0.2;

/** How much of their rate limits installations have used, as GitHub's answers in this process say. */
export interface Quotas {
  /** The `fetch` of one installation, whose answers are noted. */
  fetchOf(fetch: Fetch, installation: number): Fetch;
  /** When the limit is reset, in milliseconds since 1970, if only the part for events is left until then; else null. */
  reservedUntil(installation: number, now?: number): number | null;
}

export function createQuotas(): Quotas {
  const ends = new Map<number, number>();
  return {
    fetchOf: (fetch, installation) => async (url, init) => {
      const response = await fetch(url, init);
      const header = (name: string) => response.headers.get(`x-ratelimit-${name}`);
      const [limit, remaining, reset] = [header("limit"), header("remaining"), header("reset")];
      if (limit === null || remaining === null || reset === null || header("resource") !== "core") return response;
      if (Number(remaining) < Number(limit) * reserved) ends.set(installation, Number(reset) * 1_000);
      else ends.delete(installation);
      return response;
    },
    reservedUntil(installation, now = Date.now()) {
      const end = ends.get(installation) ?? 0;
      return end > now ? end : null;
    },
  };
}
