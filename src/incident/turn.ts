/** The source of a job, for a fair order: many jobs of one source must not delay the others. */
export interface Turn {
  readonly installation: number;
  /** `owner/name`, in any case of letters. */
  readonly repository: string;
  /**
   * `member`: by a person who may push. `fork`: by anyone. `history`: everything that was there before Keyhawk, at
   * once.
   */
  readonly origin: Origin;
}

export type Origin = "member" | "fork" | "history";

/** Number of waiting and running jobs of one source. */
export interface Backlog extends Turn {
  readonly count: number;
}

const classes: Readonly<Record<Origin, number>> = { member: 0, fork: 1, history: 2 };
const origins = Object.keys(classes).length;

/**
 * The priority of each new job, at most 0; higher ones run first. Sources take turns: each job gets a rank, counted
 * from the rank of the next job in line. It waits for the jobs of its own repository, and for as many jobs of each
 * other repository of its installation. A fork's job also waits for those of members, and a history's job for both;
 * within one rank they follow in that order. So a source with little work is served soon, however much work others have
 * queued.
 * @param next priority of the next job in line; null when none waits
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

/** The smallest value that the queue's column can store. */
const lowest = -(2 ** 31);
