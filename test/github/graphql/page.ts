export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** One page of a connection. Throws as GitHub does without `first`. */
export function pageOf<T>(all: readonly T[], { first, after }: PageArguments) {
  if (first == null) throw new Error("You must provide a `first` or `last` value to properly paginate the connection.");
  if (first > 100) throw new Error("Requesting more than 100 records exceeds the `first` limit of 100 records.");
  const from = after == null ? 0 : Number(after);
  const end = from + first;
  return { nodes: all.slice(from, end), pageInfo: { hasNextPage: end < all.length, endCursor: String(end) } };
}
