import type { Kysely } from "kysely";
import type pg from "pg";
import { admitKeys } from "../../src/incident/asked-keys.ts";
import { isDone } from "../../src/incident/done-once.ts";
import { historyOf, visibilityOf } from "../../src/incident/histories.ts";
import { readOverview } from "../../src/incident/overview.ts";
import { beginPublication, checkRunOf, isNeighboured } from "../../src/incident/publication.ts";
import { hasComment, noteExamined } from "../../src/incident/pull-requests.ts";
import { lockExisting } from "../../src/incident/reported-change.ts";
import { noteShownIn, pullsShowing } from "../../src/incident/shown-in.ts";
import { incidentsShownIn } from "../../src/incident/shown-incidents.ts";
import { keysShownIn } from "../../src/incident/shown-keys.ts";
import { recordSightings, type SeenKey } from "../../src/incident/sightings.ts";
import type { Tables } from "../../src/incident/tables.ts";
import { makeUrgent } from "../../src/incident/urgent.ts";
import { address } from "../../src/source/document.ts";

/** Repositories of an owner, and pull requests and keys of a repository. */
const each = 10;

/**
 * Fills the tables that grow with events and leaks, as years of work leave them: `rows` of each, of `rows / 100`
 * owners. The first half is older than 400 days.
 */
export async function fillRecord(client: Pick<pg.Client, "query">, rows: number): Promise<void> {
  const from = `from generate_series(0, ${rows} - 1) n`;
  const owner = `'owner-' || n / ${each * each}`;
  const repo = `'repository-' || n / ${each}`;
  const at = `now() - interval '400 days' + (n - ${rows} / 2 + 0.5) * interval '400 days' / ${rows}`;
  const id = "md5(n::text)::uuid";
  const statements = [
    `insert into publication (external_id, head, started_at, sealed) select 'change-' || n, ${owner} || '/' || ${repo} || '@' || md5(n::text), ${at}, sha256(n::text::bytea) ${from}`,
    `insert into pull_request (owner, repo, number, handled, commented) select ${owner}, ${repo}, n % ${each}, ${at}, n % 10 = 0 ${from}`,
    `insert into done_once (id, at) select 'redelivery:' || n, ${at} ${from}`,
    `insert into asked_key (owner, fingerprint, change, author, asked_at) select ${owner}, md5(n::text), 'change-' || n / 3, 'person-' || n / 50, ${at} ${from}`,
    `insert into incident (id, owner, fingerprint, kind, masked, severity, state, opened_at) select ${id}, ${owner}, md5(n::text), 'openai-project-key', 'sk-proj-…0000', 'critical', case when n % 20 = 0 then 'open' else 'revoked' end, ${at} ${from}`,
    `insert into incident_log (incident_id, at, actor, event) select ${id}, ${at}, 'keyhawk', 'opened' ${from}`,
    `insert into sighting (incident_id, place, repository, type, container, line, seen_at) select ${id}, md5(n::text), ${owner} || '/' || ${repo}, 'patch', '', 1, ${at} ${from}`,
    `insert into shown_in (incident_id, owner, repo, number, installation, fork) select ${id}, ${owner}, ${repo}, n % ${each}, 1, false ${from}`,
    `insert into history (repository_id, part, installation, owner, repo, visibility, default_branch, size_kb, state, queued_at) select n, 'code', n / ${each * each}, ${owner}, ${repo} || '-' || n, 'private', 'main', 1, 'scanned', ${at} ${from}`,
  ];
  await client.query("set search_path to keyhawk; set synchronous_commit to off");
  for (const statement of statements) await client.query(statement);
  await client.query("analyze");
}

/** A key at one place, made of a fingerprint. */
function seen(fingerprint: string): SeenKey {
  const place = address("patch", { path: "a.env", commit: "c".repeat(40) });
  return {
    ...{ fingerprint, kind: "openai-project-key", masked: "sk-proj-…0000", severity: "critical" },
    places: [
      {
        ...{ address: place, line: 1, column: 1, endLine: 1, endColumn: 1, encoding: [] },
        excerpt: { text: "sk-proj-…0000", start: 0, end: 13, partial: true },
      },
    ],
  };
}

/**
 * What the App asks and stores in its database for a pull request that leaks a key, for an installation whose repository
 * becomes public, and for an organisation's issue.
 * @param turn another one for each call
 */
export async function handleEvents(tables: Kysely<Tables>, turn: number): Promise<void> {
  const pull = { owner: "owner-0", repo: "repository-7", number: 1_000 + turn };
  const showing = { ...pull, installation: 1, fork: false };
  const publication = { externalId: `new-${turn}`, head: `owner-0/repository-7@${turn}`, content: "red" };
  await tables.transaction().execute(async (transaction) => {
    await noteExamined(transaction, pull, { updatedAt: new Date().toISOString(), digest: String(turn) });
    const fingerprints = [`fresh-${turn}`];
    await admitKeys(transaction, { owner: "owner-0", change: pull.repo, author: "ada" }, fingerprints, {
      ...{ perChange: 25, perAuthor: 100 },
    });
    const incidents = await recordSightings(transaction, "owner-0", "owner-0/repository-7", fingerprints.map(seen));
    const ids = incidents.map(({ id }) => id);
    await noteShownIn(transaction, showing, ids);
    await pullsShowing(transaction, ids);
    await lockExisting(transaction, pull.repo);
  });
  await beginPublication(tables, publication, null);
  await isNeighboured(tables, publication);
  await checkRunOf(tables, publication.externalId);
  await hasComment(tables, pull);
  await isDone(tables, `redelivery:${turn}`);
  await keysShownIn(tables, pull);
  await incidentsShownIn(tables, pull);
  await historyOf(tables, { repository: turn, part: "code" });
  await visibilityOf(tables, { owner: "owner-0", repo: "repository-7-70" });
  await tables
    .transaction()
    .execute((transaction) => makeUrgent(transaction, "owner-0", `owner-0/repository-${turn % each}`));
  await readOverview(tables, "owner-0");
}
