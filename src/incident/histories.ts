import { type Selectable, sql, type Transaction } from "kysely";
import { type Connection, inStatements } from "./connection.ts";
import { renameSightings } from "./sightings.ts";
import type { HistoryPart, HistoryState, HistoryTable, Tables } from "./tables.ts";

/** A history that can be scanned. */
export interface ListedHistory {
  /** GitHub's id of the repository. */
  readonly repository: number;
  readonly part: HistoryPart;
  readonly installation: number;
  readonly owner: string;
  readonly repo: string;
  readonly visibility: "public" | "private";
  readonly defaultBranch: string;
  /** Kilobytes, as GitHub says. */
  readonly size: number;
}

/** A ref of a history, without its name. */
export interface ScannedRef {
  readonly id: string;
  readonly name: string;
}

/** A history and how far its scan is. */
export interface History extends ListedHistory {
  readonly state: HistoryState;
  readonly reason: string | null;
  /** The refs that were scanned; null before the first scan. */
  readonly refs: readonly ScannedRef[] | null;
  /** What was searched for. */
  readonly engine: string | null;
  readonly keys: number;
  /** Bytes that were copied. */
  readonly bytes: number;
  /** Since when it waits, or waited last. */
  readonly queuedAt: Date;
  readonly scannedAt: Date | null;
}

/**
 * Brings the histories of an installation up to date with GitHub's list of its repositories: adds new ones, renames,
 * moves between installations, forgets repositories that are gone. Resolves to the histories that must be scanned: those
 * that never were, and those that were scanned by another `engine`.
 */
export async function syncHistories(
  transaction: Transaction<Tables>,
  installation: number,
  listed: readonly ListedHistory[],
  engine: string,
): Promise<readonly HistorySummary[]> {
  const now = new Date();
  const moved = await followMoves(transaction, listed);
  for (const some of inStatements(listed)) {
    await transaction
      .insertInto("history")
      .values(some.map((history) => ({ ...columnsOf(history), state: "waiting" as const, queued_at: now })))
      .onConflict((conflict) =>
        conflict.columns(["repository_id", "part"]).doUpdateSet((row) => ({
          installation: row.ref("excluded.installation"),
          owner: row.ref("excluded.owner"),
          repo: row.ref("excluded.repo"),
          visibility: row.ref("excluded.visibility"),
          default_branch: row.ref("excluded.default_branch"),
          size_kb: row.ref("excluded.size_kb"),
        })),
      )
      .execute();
  }
  const rows = await historiesOf(transaction, { installation });
  const names = new Set(listed.map(nameOf));
  const gone = rows.filter((row) => !names.has(nameOf(row)));
  for (const [part, ofPart] of Map.groupBy(gone, (row) => row.part)) {
    for (const some of inStatements(ofPart)) {
      const ids = some.map(({ repository }) => String(repository));
      await transaction.deleteFrom("history").where("part", "=", part).where("repository_id", "in", ids).execute();
    }
  }
  const wanted = rows.filter(
    (row) =>
      names.has(nameOf(row)) &&
      (moved.has(nameOf(row)) || ((row.state !== "scanned" || row.engine !== engine) && row.state !== "not-scanned")),
  );
  await setWaiting(transaction, wanted, now);
  return wanted;
}

/**
 * Gives known keys the new names of repositories that were renamed. The histories of those that have another owner now
 * are to be scanned from the beginning, since incidents are the owner's. Resolves to the names of these.
 */
async function followMoves(
  transaction: Transaction<Tables>,
  listed: readonly ListedHistory[],
): Promise<ReadonlySet<string>> {
  const before = new Map<string, HistorySummary>();
  for (const some of inStatements(listed)) {
    const ids = some.map(({ repository }) => String(repository));
    const rows = await transaction
      .selectFrom("history")
      .select(summaryColumns)
      .where("repository_id", "in", ids)
      .execute();
    for (const row of rows.map(summaryOf)) before.set(nameOf(row), row);
  }
  const moved = new Set<string>();
  for (const history of listed) {
    const known = before.get(nameOf(history));
    if (known === undefined) continue;
    const { owner, repo, repository, part } = history;
    if (known.owner.toLowerCase() !== owner.toLowerCase()) {
      moved.add(nameOf(history));
      await transaction
        .updateTable("history")
        .set({ refs: null, engine: null, keys: 0 })
        .where("repository_id", "=", String(repository))
        .where("part", "=", part)
        .execute();
    } else if (known.repo.toLowerCase() !== repo.toLowerCase() && part === "code") {
      await renameSightings(transaction, owner, `${owner}/${known.repo}`, `${owner}/${repo}`);
    }
  }
  return moved;
}

/**
 * Forgets how far the scans of repositories are that left an installation, except those that another one has taken over.
 * Their incidents remain.
 */
export async function forgetRepositories(
  connection: Connection,
  installation: number,
  repositories: readonly number[],
): Promise<void> {
  for (const some of inStatements(repositories)) {
    await connection
      .deleteFrom("history")
      .where("installation", "=", String(installation))
      .where("repository_id", "in", some.map(String))
      .execute();
  }
}

/** Forgets an installation that was deleted. */
export async function forgetInstallation(connection: Connection, installation: number): Promise<void> {
  await connection.deleteFrom("history").where("installation", "=", String(installation)).execute();
}

/** The installations whose histories are on record. */
export async function installationsWithHistories(connection: Connection): Promise<readonly number[]> {
  const rows = await connection.selectFrom("history").select("installation").distinct().execute();
  return rows.map(({ installation }) => Number(installation));
}

/** Keeps the histories of an installation from being scanned until they are listed again. */
export async function suspendInstallation(connection: Connection, installation: number): Promise<void> {
  await connection
    .updateTable("history")
    .set({ state: "suspended" })
    .where("installation", "=", String(installation))
    .where("state", "in", ["waiting", "failed"])
    .execute();
}

/** Has histories scanned again from where their last scan ended. */
export async function setWaiting(
  connection: Connection,
  histories: readonly Pick<History, "repository" | "part">[],
  now: Date,
): Promise<void> {
  for (const [part, ofPart] of Map.groupBy(histories, (history) => history.part)) {
    for (const some of inStatements(ofPart)) {
      await connection
        .updateTable("history")
        .set({ state: "waiting", reason: null, queued_at: now })
        .where("part", "=", part)
        .where(
          "repository_id",
          "in",
          some.map(({ repository }) => String(repository)),
        )
        .execute();
    }
  }
}

/** What a scan came to. */
export interface HistoryOutcome {
  readonly state: Exclude<HistoryState, "waiting" | "suspended">;
  readonly reason: string | null;
  /** Absent when nothing was scanned. */
  readonly scanned?: { readonly refs: readonly ScannedRef[]; readonly engine: string };
  /** Distinct keys that this scan found. */
  readonly keys: number;
  /** Bytes that this scan copied. */
  readonly bytes: number;
}

/** Records what a scan came to. */
export async function finishHistory(
  connection: Connection,
  { repository, part, keys, bytes }: Pick<History, "repository" | "part" | "keys" | "bytes">,
  outcome: HistoryOutcome,
): Promise<void> {
  const { state, reason, scanned } = outcome;
  await connection
    .updateTable("history")
    .set({
      ...{ state, reason, keys: keys + outcome.keys, bytes: bytes + outcome.bytes },
      ...(scanned === undefined
        ? {}
        : { refs: JSON.stringify(scanned.refs), engine: scanned.engine, scanned_at: new Date() }),
    })
    .where("repository_id", "=", String(repository))
    .where("part", "=", part)
    .execute();
}

/** Records that what is new in a scanned history was scanned, too. */
export async function noteScanned(
  connection: Connection,
  { repository, part }: Pick<History, "repository" | "part">,
  { refs, engine }: Required<HistoryOutcome>["scanned"],
): Promise<void> {
  await connection
    .updateTable("history")
    .set({ refs: JSON.stringify(refs), scanned_at: new Date() })
    .where("repository_id", "=", String(repository))
    .where("part", "=", part)
    .where("state", "=", "scanned")
    .where("engine", "=", engine)
    .execute();
}

/** One history; null when its repository is no longer installed. */
export async function historyOf(
  connection: Connection,
  { repository, part }: Pick<History, "repository" | "part">,
): Promise<History | null> {
  const row = await connection
    .selectFrom("history")
    .selectAll()
    .where("repository_id", "=", String(repository))
    .where("part", "=", part)
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** A history without its refs, which can be many. */
export type HistorySummary = Omit<History, "refs">;

/** Which histories are listed; all of them when nothing is set. */
export interface HistoryFilter {
  readonly installation?: number;
  /** `owner/name`, in any case. */
  readonly repository?: string;
}

/** Histories by name. */
export async function historiesOf(
  connection: Connection,
  { installation, repository }: HistoryFilter = {},
): Promise<readonly HistorySummary[]> {
  let wanted = connection.selectFrom("history").select(summaryColumns);
  if (installation !== undefined) wanted = wanted.where("installation", "=", String(installation));
  if (repository !== undefined) {
    const [owner = "", ...name] = repository.toLowerCase().split("/");
    wanted = wanted.where(sql<string>`lower(owner)`, "=", owner).where(sql<string>`lower(repo)`, "=", name.join("/"));
  }
  const rows = await wanted.orderBy("owner").orderBy("repo").orderBy("part").execute();
  return rows.map(summaryOf);
}

/** Who can read a repository according to GitHub's last list; null for one that is not on record. */
export async function visibilityOf(
  connection: Connection,
  { owner, repo }: Pick<History, "owner" | "repo">,
): Promise<"public" | "private" | null> {
  const row = await connection
    .selectFrom("history")
    .select("visibility")
    .where(sql<string>`lower(owner)`, "=", owner.toLowerCase())
    .where(sql<string>`lower(repo)`, "=", repo.toLowerCase())
    .executeTakeFirst();
  return row?.visibility ?? null;
}

function columnsOf(history: ListedHistory) {
  const { repository, part, installation, owner, repo, visibility, defaultBranch, size } = history;
  return {
    ...{ repository_id: repository, part, installation, owner, repo, visibility },
    ...{ default_branch: defaultBranch, size_kb: size },
  };
}

const summaryColumns = [
  ...(["repository_id", "part", "installation", "owner", "repo", "visibility", "default_branch", "size_kb"] as const),
  ...(["state", "reason", "engine", "keys", "bytes", "queued_at", "scanned_at"] as const),
] as const;

type SummaryRow = Pick<Selectable<HistoryTable>, (typeof summaryColumns)[number]>;

function summaryOf(row: SummaryRow): HistorySummary {
  return {
    ...{ repository: Number(row.repository_id), part: row.part, installation: Number(row.installation) },
    ...{ owner: row.owner, repo: row.repo, visibility: row.visibility, defaultBranch: row.default_branch },
    ...{ size: Number(row.size_kb), state: row.state, reason: row.reason, engine: row.engine },
    ...{ keys: row.keys, bytes: Number(row.bytes), queuedAt: row.queued_at, scannedAt: row.scanned_at },
  };
}

function fromRow(row: Selectable<HistoryTable>): History {
  return { ...summaryOf(row), refs: row.refs === null ? null : JSON.parse(row.refs) };
}

function nameOf({ repository, part }: Pick<History, "repository" | "part">): string {
  return `${repository} ${part}`;
}
