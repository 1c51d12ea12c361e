import type { World } from "./world.ts";

interface Identified {
  readonly id: number;
}

/** One change of a list's record, with what undoes it. */
export interface Write {
  readonly list: readonly Identified[];
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The record before; null when it was made. */
  readonly before: Identified | null;
}

/** Notes that a record is about to be changed or deleted, or was just made (`before` is null then). */
export function noteWrite<T extends Identified>(
  world: World,
  list: readonly T[],
  id: number,
  before: NoInfer<T> | null,
): void {
  world.writes.push({ list, id, at: Date.now(), before: before === null ? null : structuredCopy(before) });
}

/** Records as GitHub's list shows them: in their state of `rules.listLagMs` ago. */
export function asListed<T extends Identified>(world: World, list: readonly T[]): readonly T[] {
  const from = Date.now() - world.rules.listLagMs;
  const late = world.writes.filter((write) => write.list === list && write.at > from).toReversed();
  if (late.length === 0) return list;
  const shown = new Map(list.map((record) => [record.id, record]));
  for (const { id, before } of late) {
    if (before === null) shown.delete(id);
    else shown.set(id, before as T);
  }
  return [...shown.values()].sort((a, b) => a.id - b.id);
}

/** A copy that later changes of the record's own lists do not reach. */
function structuredCopy<T extends Identified>(record: T): T {
  const entries = Object.entries(record).map(([name, value]) => [name, Array.isArray(value) ? [...value] : value]);
  return Object.fromEntries(entries) as T;
}
