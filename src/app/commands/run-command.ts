import type { GitHubClient } from "../../github/client/client.ts";
import { answerOnce, react } from "../../github/publish/answer.ts";
import type { PullRequestName } from "../../github/pull.ts";
import { authorityOf, isInTeam } from "../../github/read/authority.ts";
import { loadOwnersSettings } from "../../github/read/load-policy.ts";
import { doOnce, isDone } from "../../incident/done-once.ts";
import type { Job } from "../../incident/job.ts";
import { changeOf } from "../../incident/publication.ts";
import { noteOrder } from "../../incident/responses.ts";
import { incidentsShownIn } from "../../incident/shown-incidents.ts";
import type { ChangePayload } from "../payload.ts";
import { examineAgain } from "../publication.ts";
import { gone, help, notAllowed, statusText } from "./answers.ts";
import type { CommandPayload } from "./command-event.ts";
import { dismiss, shownIncidents } from "./dismiss.ts";
import type { CommandOptions, Ordered } from "./ordered.ts";
import { revoke } from "./revoke.ts";

/**
 * Does what a person asked for in a comment or with a button, once. Who may ask is read from GitHub each time. A comment
 * gets a reaction as soon as that is known; the result is in the change's own comment and check, and whatever they do
 * not say in an answer.
 */
export function createCommandRunner(
  options: CommandOptions,
): (client: GitHubClient, payload: CommandPayload, job: Job) => Promise<void> {
  const { database, log, queue, seal, voice } = options;

  return async (client, payload, job) => {
    const { by, command, owner, repo, subject } = payload;
    const change =
      subject.type === "comment"
        ? subject.change
        : ((await changeOf(database.tables, seal, subject.externalId)) as ChangePayload | null);
    if (change === null) return log.info(`A button of an unknown check run of ${owner}/${repo} was pressed.`);
    const { number } = { number: null, ...change.change };
    const pull = number === null ? null : { owner, repo, number };
    const refusal = await refusalOf(client, payload);
    if (refusal !== null) {
      log.info(`\`${command.type}\` by ${by} in ${owner}/${repo} was refused.`);
      return refuse(client, pull, by, refusal);
    }
    const comment = subject.type === "comment" ? { owner, repo, comment: subject.comment } : null;
    if (comment !== null) await react(client, comment, "eyes");
    const said = await perform({ client, payload, change, job });
    log.info(`\`${command.type}\` by ${by} in ${owner}/${repo}: ${said === null ? "done" : "answered"}.`);
    if (said !== null && pull !== null) {
      const since = subject.type === "comment" ? subject.at : null;
      await answerOnce(client, pull, { to: payload.id, body: `@${by} ${said}`, since }, voice);
    }
    if (comment !== null && said === null) await react(client, comment, "+1");
  };

  /** What remains to be said to the person, or null. */
  async function perform(ordered: Ordered): Promise<string | null> {
    const { command, visibility } = ordered.payload;
    switch (command.type) {
      case "help":
        return help;
      case "mistake":
        return `${command.sentence}\n\n${help}`;
      case "status": {
        const shown = await shownIncidents(ordered, options);
        return shown === null ? gone : statusText(shown, visibility);
      }
      case "rescan":
        await rescan(ordered);
        return null;
      case "dismiss":
        return dismiss(ordered, command, options);
      case "revoke":
        return revoke(ordered, command, options);
    }
  }

  async function rescan({ change, payload }: Ordered): Promise<void> {
    await database.tables.transaction().execute(async (transaction) => {
      if (!(await doOnce(transaction, payload.id))) return;
      if (change.change.type === "pull-request") {
        const shown = await incidentsShownIn(transaction, change.change);
        const detail = `rescan, ${payload.where}`;
        await noteOrder(
          transaction,
          shown.map(({ id }) => id),
          { by: payload.by, detail },
        );
      }
      await examineAgain(transaction, queue, { ...change, again: true });
    });
  }

  /** One answer to each person on each pull request: more would let anyone have Keyhawk write there. */
  async function refuse(
    client: GitHubClient,
    pull: PullRequestName | null,
    by: string,
    sentence: string,
  ): Promise<void> {
    if (pull === null) return;
    const id = `refused:${pull.owner}/${pull.repo}#${pull.number}:${by}`.toLowerCase();
    if (await isDone(database.tables, id)) return;
    await answerOnce(client, pull, { to: id, body: `@${by} ${sentence}`, since: null }, voice);
    await doOnce(database.tables, id);
  }
}

/** Why a person's command is not carried out; null when it is. */
async function refusalOf(client: GitHubClient, { by, command, owner, repo }: CommandPayload): Promise<string | null> {
  const authority = await authorityOf(client, { owner, repo, login: by });
  if (authority === "none") return notAllowed.write;
  if (command.type !== "revoke" || authority === "maintain") return null;
  const { revokeTeams } = await loadOwnersSettings(client, owner);
  return (await isInTeam(client, { owner, login: by }, revokeTeams)) ? null : notAllowed.maintain;
}
