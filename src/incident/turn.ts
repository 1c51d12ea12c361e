/** Where a piece of work comes from, for a fair order: a flood from one source must not hold up the others. */
export interface Turn {
  readonly installation: number;
  /** `owner/name`, in any case of letters. */
  readonly repository: string;
  /** `member`: by somebody who may push. `fork`: by anybody. `history`: what was there before Keyhawk, all at once. */
  readonly origin: Origin;
}

export type Origin = "member" | "fork" | "history";

/** Jobs of one source that wait or run. */
export interface Backlog extends Turn {
  readonly count: number;
}

const classes: Readonly<Record<Origin, number>> = { member: 0, fork: 1, history: 2 };
const origins = Object.keys(classes).length;

/**
 * Priorities for new jobs, the next first and highest, at most 0. Sources take turns: each job gets a rank, counted from
 * that of the job whose turn is next, and waits for the jobs of its own repository, and for as many of each other
 * repository of its installation. A job of a fork waits for those of members, too, and one of a history for both; at one
 * rank they follow in that order. So a source with little work is served at once, however much work others have queued.
 * @param next priority of the job whose turn is next; null when none waits
 */
export function priorities(
  turns: readonly Turn[],
  backlog: readonly Backlog[],
  next: number | null,
): readonly number[] {
  const now = next === null ? 0 : Math.floor(-next / origins);
  const counts = new Map<number, Map<string, number[]>>();
  const countsOf = ({ installation, repository }: Turn) => {
    const repositories = counts.get(installation) ?? new Map<string, number[]>();
    counts.set(installation, repositories);
    const name = repository.toLowerCase();
    const known = repositories.get(name);
    const waiting = known ?? new Array<number>(origins).fill(0);
    repositories.set(name, waiting);
    return { waiting, repositories: repositories.size, isNew: known === undefined };
  };
  for (const source of backlog) {
    const { waiting } = countsOf(source);
    waiting[classes[source.origin]] = (waiting[classes[source.origin]] ?? 0) + source.count;
  }
  return turns.map((turn) => {
    const { waiting, repositories, isNew } = countsOf(turn);
    const own = classes[turn.origin];
    const before = waiting.slice(0, own + 1).reduce((sum, count) => sum + count, 0);
    waiting[own] = (waiting[own] ?? 0) + 1;
    const rank = now + before * repositories + (isNew ? repositories - 1 : 0);
    return Math.max(-(rank * origins + own), lowest);
  });
}

/** The least that the queue's column holds. */
const lowest = -(2 ** 31);
