import type { ExaminedChange } from "../change/examine.ts";
import type { Change } from "../github/change.ts";
import type { GitHubClient } from "../github/client/client.ts";
import type { Job, Worker } from "../incident/job.ts";
import { passingReasons } from "../source/coverage.ts";
import { attempt } from "./attempt.ts";
import type { CommandPayload } from "./commands/command-event.ts";
import type { CommandOptions } from "./commands/ordered.ts";
import { createCommandRunner } from "./commands/run-command.ts";
import { createExaminer, type ExaminationOptions } from "./examination.ts";
import type { Log } from "./log.ts";
import { type ChangePayload, changeName } from "./payload.ts";

export interface ExamineOptions extends ExaminationOptions, Omit<CommandOptions, "examiner"> {
  readonly log: Log;
  /** An Octokit authenticated as an installation. */
  clientOf(installation: number): Promise<GitHubClient>;
}

/** Attempts after which a part of the change that GitHub did not serve is left in the report's coverage. */
const patienceForGaps = 5;

/**
 * Examines and records one push or pull request, or does what a person asked for about one. Calling the hook and
 * publishing are jobs of their own.
 */
export function createExamineWorker(options: ExamineOptions): Worker {
  const { log } = options;
  const examiner = createExaminer(options);
  const runCommand = createCommandRunner({ ...options, examiner });
  return {
    run(job) {
      const payload = job.payload as ChangePayload | CommandPayload;
      return attempt(job, nameOf(payload), log, async () => {
        const client = await options.clientOf(payload.installation);
        await ("command" in payload ? runCommand(client, payload, job) : examine(client, payload, job));
      });
    },
    async giveUp(job, error) {
      const payload = job.payload as ChangePayload | CommandPayload;
      const undone = "command" in payload ? "not done" : "not scanned";
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

function nameOf(payload: ChangePayload | CommandPayload): string {
  if (!("command" in payload)) return changeName(payload.change);
  return `\`${payload.command.type}\` by ${payload.by} in ${payload.owner}/${payload.repo}`;
}
