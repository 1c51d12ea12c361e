import type { Transaction } from "kysely";
import type { Tables } from "./tables.ts";

/** Whose keys they are, as the limits count them. */
export interface Asking {
  readonly owner: string;
  /** Key of the change. */
  readonly change: string;
  /** Login; null when unknown, in which case only the limit per change applies. */
  readonly author: string | null;
}

/** Limits on the keys that OpenAI and the hook are asked about: no request is made for keys beyond them. */
export interface AskingBounds {
  /** Keys of one change, over all its events. */
  readonly perChange: number;
  /** Keys of one author under one owner, in a day. */
  readonly perAuthor: number;
}

/** Which keys may be sent to OpenAI and the hook. */
export interface Admitted {
  readonly fingerprints: ReadonlySet<string>;
  /** The limit that excludes the others; null when there are none. */
  readonly bound: "change" | "author" | null;
}

/** Admits keys in order, up to the limits. A key that was admitted once stays admitted and does not count again. */
export async function admitKeys(
  transaction: Transaction<Tables>,
  { owner, change, author }: Asking,
  fingerprints: readonly string[],
  bounds: AskingBounds,
): Promise<Admitted> {
  if (fingerprints.length === 0) return { fingerprints: new Set(), bound: null };
  const name = owner.toLowerCase();
  const known = await knownKeys(transaction, name, fingerprints);
  const fresh = fingerprints.filter((fingerprint) => !known.has(fingerprint));
  const left = {
    change: bounds.perChange - (await countOf(transaction, name, { change })),
    author:
      author === null ? Number.POSITIVE_INFINITY : bounds.perAuthor - (await countOf(transaction, name, { author })),
  };
  const admitted = fresh.slice(0, Math.max(0, Math.min(left.change, left.author)));
  if (admitted.length > 0) {
    const askedAt = new Date();
    await transaction
      .insertInto("asked_key")
      .values(
        admitted.map((fingerprint) => ({
          ...{ owner: name, fingerprint, change, author: author?.toLowerCase() ?? null },
          asked_at: askedAt,
        })),
      )
      .onConflict((conflict) => conflict.columns(["owner", "fingerprint"]).doNothing())
      .execute();
  }
  const bound = admitted.length === fresh.length ? null : left.change <= left.author ? "change" : "author";
  return { fingerprints: new Set([...known, ...admitted]), bound };
}

/** PostgreSQL accepts 65,535 parameters in a statement. */
const mostParameters = 10_000;

async function knownKeys(
  transaction: Transaction<Tables>,
  owner: string,
  fingerprints: readonly string[],
): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (let from = 0; from < fingerprints.length; from += mostParameters) {
    const rows = await transaction
      .selectFrom("asked_key")
      .select("fingerprint")
      .where("owner", "=", owner)
      .where("fingerprint", "in", fingerprints.slice(from, from + mostParameters))
      .execute();
    for (const { fingerprint } of rows) known.add(fingerprint);
  }
  return known;
}

async function countOf(
  transaction: Transaction<Tables>,
  owner: string,
  by: { readonly change: string } | { readonly author: string },
): Promise<number> {
  const all = transaction
    .selectFrom("asked_key")
    .select((row) => row.fn.countAll<string>().as("count"))
    .where("owner", "=", owner);
  const aDayAgo = new Date(Date.now() - 86_400_000);
  const some =
    "change" in by
      ? all.where("change", "=", by.change)
      : all.where("author", "=", by.author.toLowerCase()).where("asked_at", ">", aDayAgo);
  return Number((await some.executeTakeFirstOrThrow()).count);
}
