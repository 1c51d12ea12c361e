import type OpenAI from "openai";
import { APIError } from "openai";
import type { KeyRecord } from "../../report/key-record.ts";
import type { Spending, Uses } from "../../report/spending.ts";
import { type AdminAccess, createAdminClient } from "../openai/admin-client.ts";
import { adminFailure } from "../openai/admin-failure.ts";
import { costOf, countRequests } from "./usage.ts";

/** When a key leaked, each ISO 8601; null where that is not known. */
export interface LeakMoments {
  readonly committed: string | null;
  readonly pushed: string | null;
}

/** Milliseconds for all requests about one key. What it cost is good to know, and no reason to wait. */
const patience = 10_000;
const minute = 60_000;
const day = 24 * 60 * minute;
/** OpenAI lists at most 180 days of costs on a page; a key that leaked earlier is counted from there. */
const longest = 180 * day;

/**
 * What was done and spent with a key since it leaked. Null when that cannot be asked: an admin key runs no models, and a
 * leak without a date has no beginning. Never throws; a failure is a part of the result.
 */
export async function spendingOf(
  record: KeyRecord,
  moments: LeakMoments,
  access: AdminAccess,
  signal: AbortSignal,
): Promise<Spending | null> {
  const since = leaks(record, moments, Date.now());
  const [first] = since;
  if (record.project === null || first === undefined) return null;
  const client = createAdminClient(access);
  const options = { signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]), maxRetries: 1 };
  const asOf = new Date().toISOString();
  try {
    const [cost, uses] = await Promise.all([
      costOf(client, record.id, first.time, options),
      Promise.all(since.map((leak) => usesSince(client, record.id, leak, options))),
    ]);
    return { type: "known", uses, cost, asOf };
  } catch (error) {
    return { type: "unknown", reason: reasonOf(error, options.signal) };
  }
}

interface Leak {
  readonly since: Uses["since"];
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** The earliest first. The date of a commit is what its author wrote, so it is bounded by the life of the key. */
function leaks({ createdAt }: KeyRecord, { committed, pushed }: LeakMoments, now: number): readonly Leak[] {
  const earliest = Math.max(createdAt === null ? 0 : Date.parse(createdAt), now - longest);
  const timeOf = (text: string | null) => {
    const time = Date.parse(text ?? "");
    return Number.isNaN(time) || time > now ? null : Math.max(time, earliest);
  };
  const [commit, push] = [timeOf(committed), timeOf(pushed)];
  const known: Leak[] = [];
  // Within a minute, which is how OpenAI counts, both are the same.
  if (commit !== null && (push === null || push - commit > minute)) known.push({ since: "committed", time: commit });
  if (push !== null) known.push({ since: "pushed", time: push });
  return known;
}

async function usesSince(
  client: OpenAI,
  keyId: string,
  { since, time }: Leak,
  options: { readonly signal: AbortSignal },
): Promise<Uses> {
  const age = Date.now() - time;
  const by = age < day - minute ? "minute" : age < 6 * day ? "hour" : "day";
  return {
    since,
    at: new Date(time).toISOString(),
    requests: await countRequests(client, keyId, time, by, options),
    by,
  };
}

function reasonOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return "OpenAI did not list the key's usage in time.";
  if (error instanceof APIError && error.status === 403) {
    return "The admin key may not read usage (403): give it that permission.";
  }
  return error instanceof APIError ? adminFailure(error) : "OpenAI's list of usage could not be read.";
}
