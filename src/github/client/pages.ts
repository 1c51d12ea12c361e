/** The most entries that GitHub puts on one page of its lists. */
const perPage = 100;

/**
 * The entries of a paged list, in GitHub's order. Pages are requested as entries are taken, up to the first that is not
 * full. Throws what `request` throws.
 */
export async function* pages<Entry>(
  request: (page: { readonly per_page: number; readonly page: number }) => Promise<readonly Entry[]>,
): AsyncGenerator<Entry> {
  for (let page = 1; ; page++) {
    const entries = await request({ per_page: perPage, page });
    yield* entries;
    if (entries.length < perPage) return;
  }
}

/** Where the next page of a list begins that has cursors, from the header `link`; undefined on the last page. */
export function linkedCursor(link: string | undefined, parameter: "after" | "cursor"): string | undefined {
  const next = /<([^>]+)>; rel="next"/.exec(link ?? "")?.[1];
  return next === undefined ? undefined : (new URL(next).searchParams.get(parameter) ?? undefined);
}
