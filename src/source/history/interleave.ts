import type { SourceItem } from "../source.ts";

/** Items of several sources in the order in which they become available. */
export async function* interleave(sources: readonly AsyncGenerator<SourceItem>[]): AsyncGenerator<SourceItem> {
  const next = (source: AsyncGenerator<SourceItem>) => source.next().then((result) => ({ source, result }));
  const waiting = new Map(sources.map((source) => [source, next(source)]));
  try {
    while (waiting.size > 0) {
      const { source, result } = await Promise.race(waiting.values());
      if (result.done) {
        waiting.delete(source);
        continue;
      }
      waiting.set(source, next(source));
      yield result.value;
    }
  } finally {
    await Promise.all([...waiting.keys()].map((source) => source.return(undefined)));
  }
}
