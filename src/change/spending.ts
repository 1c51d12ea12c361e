import type { KeyDetails } from "../report/key-details.ts";
import type { KeyRecord } from "../report/key-record.ts";
import type { KeyReport } from "../report/key-report.ts";
import type { AdminAccess } from "../respond/openai/admin-client.ts";
import type { LeakMoments } from "../respond/spending/spending.ts";

/** When a key leaked: the date of its earliest commit, and its push. @param pushedAt ISO 8601; undefined when unknown */
export function leakMoments(
  places: readonly { readonly date: string | null }[],
  pushedAt: string | undefined,
): LeakMoments {
  const dates = places.flatMap(({ date }) => (Number.isNaN(Date.parse(date ?? "")) ? [] : [date ?? ""]));
  const [earliest = null] = dates.sort((a, b) => Date.parse(a) - Date.parse(b));
  return { committed: earliest, pushed: pushedAt ?? null };
}

/** What is known of a key of the organisation, with what was done with it since it leaked. Never rejects. */
export async function withSpending(
  details: Omit<KeyDetails, "spending"> & { readonly record: KeyRecord },
  moments: LeakMoments,
  access: AdminAccess,
  signal: AbortSignal,
): Promise<KeyDetails> {
  // Loaded on demand: most changes have no key.
  const { spendingOf } = await import("../respond/spending/spending.ts");
  return { ...details, spending: await spendingOf(details.record, moments, access, signal) };
}

/** The dates of a key's places. */
export function datesOf({ places }: Pick<KeyReport, "places">): readonly { readonly date: string | null }[] {
  return places.map(({ address }) => address);
}
