import { createHash } from "node:crypto";
import type { GitHubClient } from "../../github/client/client.ts";
import { isAbsent } from "../../github/client/request-error.ts";
import { type IssueText, openIssueOnce, updateIssue } from "../../github/publish/issue.ts";
import type { Voice } from "../../github/publish/voice.ts";
import type { Database } from "../../incident/database.ts";
import { visibilityOf } from "../../incident/histories.ts";
import { claimOverview, noteOverview, readOverview } from "../../incident/overview.ts";
import { overviewTitle, renderOverview } from "../../report/formats/overview.ts";
import type { Log } from "../log.ts";
import type { ReportRepository } from "./report-repositories.ts";

export interface OverviewOptions {
  readonly database: Pick<Database, "tables">;
  readonly log: Log;
  readonly voice: Pick<Voice, "writer">;
  /** Origin of web links, without a final slash. */
  readonly webUrl: string;
  /** Milliseconds between two updates of one issue, by all processes together. */
  readonly interval: number;
  /** A client for the installation on a repository. */
  clientFor(repository: ReportRepository): Promise<GitHubClient>;
}

const refusal = "Keyhawk lists no keys here, because everyone can read this repository.";

/**
 * Brings the issue about an organisation's keys up to date, if anything changed: its first incident opens it, and it is
 * closed while none is unsettled. It is not written where everyone can read it. Throws Octokit's error.
 */
export async function writeOverview(options: OverviewOptions, place: ReportRepository): Promise<void> {
  const { log, webUrl, interval, voice } = options;
  const { tables } = options.database;
  const { owner, repo } = place;
  const before = await claimOverview(tables, owner, `${owner}/${repo}`, interval);
  if (before === null) return;
  const overview = { ...(await readOverview(tables, owner)), webUrl };
  const hasIncidents = overview.openCount > 0 || overview.observedCount > 0 || Object.keys(overview.settled).length > 0;
  if (before.issue === null && !hasIncidents) return;
  const title = overviewTitle(owner);
  const withheld: IssueText = { title, body: `${refusal}\n`, state: "closed" };
  const listed: IssueText = {
    ...{ title, body: renderOverview(overview) },
    state: overview.openCount > 0 ? "open" : "closed",
  };
  const wanted = (await visibilityOf(tables, place)) === "public" ? withheld : listed;
  const digest = digestOf(wanted);
  if (digest === before.digest) return;
  const client = await options.clientFor(place);
  const { data } = await client.request("GET /repos/{owner}/{repo}", { owner, repo });
  const text = data.private ? wanted : withheld;
  if (text === withheld) {
    log.error(
      `The keys of ${owner} are not listed in ${owner}/${repo}: set KEYHAWK_REPORT_REPOSITORY to a private repository.`,
    );
  }
  // One that was private when the issue was written does not go on showing it.
  const issue = text === withheld && before.issue === null ? null : await write(client, text);
  await noteOverview(tables, owner, { issue, digest: digestOf(text) });

  async function write(on: GitHubClient, text: IssueText): Promise<number> {
    if (before?.issue !== null && before?.issue !== undefined) {
      try {
        await updateIssue(on, { ...place, number: before.issue }, text);
        return before.issue;
      } catch (error) {
        // Deleted, or moved to another repository.
        if (!isAbsent(error)) throw error;
      }
    }
    return openIssueOnce(on, place, text, voice);
  }
}

function digestOf(text: IssueText): string {
  return createHash("sha256").update(JSON.stringify(text)).digest("hex");
}
