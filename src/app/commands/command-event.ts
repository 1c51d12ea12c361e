import * as z from "zod";
import { buttons } from "../../report/formats/check-buttons.ts";
import { type ChangePayload, pullPayload } from "../payload.ts";
import { type Command, parseCommand } from "./command.ts";

/** Payload of an `examine` job that does what a person asked for. */
export interface CommandPayload {
  readonly command: Command;
  /** Identifies the comment, or the press of a button: the command runs once for it. */
  readonly id: string;
  readonly installation: number;
  readonly owner: string;
  readonly repo: string;
  readonly visibility: "public" | "private";
  /** Login of the person. */
  readonly by: string;
  /** Whether GitHub names that person as one of the repository's own, which decides how soon the job runs. */
  readonly origin: "member" | "fork";
  /** The place, phrased for the end of a line in the log. */
  readonly where: string;
  readonly subject: CommandSubject;
}

/** Where the command was given. */
export type CommandSubject =
  | {
      readonly type: "comment";
      readonly change: ChangePayload;
      readonly number: number;
      /** Id of the comment on GitHub. */
      readonly comment: number;
      /** ISO 8601. */
      readonly at: string;
    }
  /** The `external_id` that Keyhawk gave the check run. */
  | { readonly type: "check-run"; readonly externalId: string };

const account = z.object({ login: z.string(), type: z.string() });
const repository = z.object({
  name: z.string(),
  private: z.boolean().optional(),
  owner: z.object({ login: z.string() }),
});
const installation = z.object({ id: z.int() });

const commentEvent = z.object({
  action: z.literal("created"),
  issue: z.object({ number: z.int(), pull_request: z.object({}) }),
  comment: z.object({
    id: z.int(),
    body: z.string(),
    created_at: z.string(),
    user: account,
    author_association: z.string().optional(),
    performed_via_github_app: z.unknown().optional(),
  }),
  repository,
  installation,
});

const buttonEvent = z.object({
  action: z.enum(["requested_action", "rerequested"]),
  requested_action: z.object({ identifier: z.string() }).optional(),
  check_run: z.object({ external_id: z.string() }),
  repository,
  installation,
  sender: account,
});

/**
 * The command that an event gives; null for none. Comments of bots give none, and neither do those that an App wrote in
 * a person's name: Keyhawk's own text and anyone's that a bot repeats must not be an order.
 * @param delivery id of the webhook, the same when GitHub sends it again
 */
export function commandFromEvent(delivery: string, event: string, payload: unknown): CommandPayload | null {
  return event === "issue_comment" ? fromComment(payload) : fromButton(delivery, payload);
}

function fromComment(payload: unknown): CommandPayload | null {
  const { data } = commentEvent.safeParse(payload);
  if (data === undefined) return null;
  const { comment, issue, repository: place } = data;
  const command = parseCommand(comment.body);
  if (command === null || comment.user.type === "Bot" || isSet(comment.performed_via_github_app)) return null;
  const name = { owner: place.owner.login, repo: place.name, number: issue.number };
  return {
    command,
    id: `comment:${comment.id}`,
    ...factsOf(data),
    by: comment.user.login,
    where: `in a comment on ${name.owner}/${name.repo}#${name.number}`,
    origin: /^(?:OWNER|MEMBER|COLLABORATOR)$/.test(comment.author_association ?? "") ? "member" : "fork",
    subject: {
      type: "comment",
      // Whether the head is in a fork is read from GitHub with the rest.
      change: pullPayload({ ...name, installation: data.installation.id, fork: false }),
      number: issue.number,
      comment: comment.id,
      at: comment.created_at,
    },
  };
}

function fromButton(delivery: string, payload: unknown): CommandPayload | null {
  const { data } = buttonEvent.safeParse(payload);
  // Keyhawk's own prefix, before what names the pull request or ref.
  const externalId = /^keyhawk:[0-9a-f]{32}/.exec(data?.check_run.external_id ?? "")?.[0];
  if (data === undefined || externalId === undefined || data.sender.type === "Bot") return null;
  const command = ofButton(
    data.action === "rerequested" ? buttons.rescan.identifier : data.requested_action?.identifier,
  );
  if (command === null) return null;
  const subject = { type: "check-run", externalId } as const;
  const facts = factsOf(data);
  const where = `with a button of a check run in ${facts.owner}/${facts.repo}`;
  return { command, id: `button:${delivery}`, ...facts, by: data.sender.login, origin: "member", where, subject };
}

function ofButton(identifier: string | undefined): Command | null {
  switch (identifier) {
    case buttons.revoke.identifier:
      return { type: "revoke", words: [], seconds: null };
    case buttons.dismiss.identifier:
      return { type: "dismiss", words: ["False", "positive"] };
    case buttons.rescan.identifier:
      return { type: "rescan" };
    default:
      return null;
  }
}

function factsOf(data: { readonly repository: z.output<typeof repository>; readonly installation: { id: number } }) {
  const { name: repo, owner, private: hidden } = data.repository;
  const visibility: CommandPayload["visibility"] = hidden === true ? "private" : "public";
  return { installation: data.installation.id, owner: owner.login, repo, visibility };
}

function isSet(value: unknown): boolean {
  return value !== null && value !== undefined;
}
