import type { ExaminedChange } from "../change/examine.ts";
import type { Change } from "../github/change.ts";
import type { GitHubClient } from "../github/client/client.ts";
import type { Job, Worker } from "../incident/job.ts";
import { passingReasons } from "../source/coverage.ts";
import type { AlertPayload } from "./alerts/alert-event.ts";
import { createAlertExaminer } from "./alerts/examine-alert.ts";
import { attempt } from "./attempt.ts";
import type { CommandPayload } from "./commands/command-event.ts";
import type { CommandOptions } from "./commands/ordered.ts";
import { createCommandRunner } from "./commands/run-command.ts";
import { createExaminer, type ExaminationOptions, patienceForGaps } from "./examination.ts";
import type { Log } from "./log.ts";
import { examineMissed } from "./missed/examine-missed.ts";
import type { MissedPayload } from "./missed/payload.ts";
import { type ChangePayload, changeName } from "./payload.ts";
import { createTextExaminer } from "./texts/examine-text.ts";
import type { TextPayload } from "./texts/payload.ts";
import { createWikiExaminer, type WikiOptions } from "./wiki/examine-wiki.ts";
import type { WikiPayload } from "./wiki/wiki-edit.ts";

type Payload = ChangePayload | CommandPayload | TextPayload | WikiPayload | AlertPayload | MissedPayload;

export interface ExamineOptions
  extends ExaminationOptions,
    Omit<CommandOptions, "examiner">,
    Omit<WikiOptions, "policies" | "record"> {
  readonly log: Log;
  /** An Octokit authenticated as an installation. */
  clientOf(installation: number): Promise<GitHubClient>;
}

/**
 * Examines and records one push, pull request, wiki, alert or other text, does what a person asked for, or looks for missed
 * changes. Calling the hook and publishing are jobs of their own.
 */
export function createExamineWorker(options: ExamineOptions): Worker {
  const { log } = options;
  const examiner = createExaminer(options);
  const runCommand = createCommandRunner({ ...options, examiner });
  const examineText = createTextExaminer({ ...options, ...examiner });
  const examineWiki = createWikiExaminer({ ...options, ...examiner });
  const examineAlert = createAlertExaminer({ ...options, ...examiner });
  return {
    async run(job) {
      const payload = job.payload as Payload;
      await attempt(job, nameOf(payload), log, async () => {
        const client = await options.clientOf(payload.installation);
        if ("command" in payload) await runCommand(client, payload, job);
        else if ("text" in payload) await examineText(client, payload);
        else if ("wiki" in payload) await examineWiki(client, payload, job);
        else if ("alert" in payload) await examineAlert(client, payload);
        else if ("missed" in payload) await examineMissed(options, client, payload);
        else await examine(client, payload, job);
      });
    },
    async giveUp(job, error) {
      const payload = job.payload as Payload;
      const undone = "command" in payload || "missed" in payload ? "not done" : "not scanned";
      log.error(`${nameOf(payload)} was ${undone}, after a day of tries: ${error.message}.`);
    },
  };

  async function examine(client: GitHubClient, payload: ChangePayload, job: Job): Promise<void> {
    const examination = await examiner.examine(client, payload, job.attempt);
    if (examination === null) return;
    const { change, recorded } = examination;
    logResult(change, recorded);
    const gaps = recorded.report.coverage.notScanned.filter(({ reason }) => passingReasons.has(reason));
    // The findings are recorded by now; a retry finds the rest.
    if (gaps.length > 0 && job.attempt < patienceForGaps) {
      throw new Error(`GitHub did not serve ${gaps.length} parts of it`);
    }
  }

  function logResult(change: Change, { report }: ExaminedChange): void {
    const [first, ...others] = report.keys.map((key) => key.masked);
    const listed = others.length > 20 ? `${first} and ${others.length} more` : [first, ...others].join(", ");
    log.info(`${changeName(change)}: ${report.conclusion}, ${first === undefined ? "no key" : listed}.`);
  }
}

function nameOf(payload: Payload): string {
  if ("change" in payload) return changeName(payload.change);
  if ("text" in payload) return `A text (${payload.text.kind}) of ${payload.text.owner}/${payload.text.repo}`;
  if ("wiki" in payload) return `The wiki of ${payload.wiki.history.owner}/${payload.wiki.history.repo}`;
  if ("alert" in payload)
    return `The secret scanning alert ${payload.alert.number} of ${payload.alert.owner}/${payload.alert.repo}`;
  if ("missed" in payload) return `The search for what installation ${payload.installation} missed`;
  return `\`${payload.command.type}\` by ${payload.by} in ${payload.owner}/${payload.repo}`;
}
