import type { KeyDetails } from "../report/key-details.ts";
import type { KeyRecord } from "../report/key-record.ts";
import type { KeyResponse } from "../report/key-report.ts";
import { lapse, moment } from "../report/words.ts";
import type { Revocation } from "../respond/revoke/revocation.ts";

/** What came of one attempt to revoke a key. */
export interface RevocationAttempt {
  /**
   * `done`: the key is dead or expires. `left`: a person has to decide. `braked`: the same, of a key that can do less now.
   * `again`: the next attempt may end otherwise.
   */
  readonly type: "done" | "left" | "braked" | "again";
  /** For the readers of a private repository; `forReaders` withholds from others what shows that a key works. */
  readonly response: KeyResponse;
  /** For members of the organisation: what was done, or why nothing was, with names and ids. */
  readonly detail: string;
  /** ISO 8601; null unless the key expires. */
  readonly expiresAt: string | null;
  /** Whose it is and what it was used for, for members; null unless its record is known. */
  readonly details: KeyDetails | null;
}

const braked = "Keyhawk did what it may do without a person: delete the key.";

const dollars = (cents: number) => `${(cents / 100).toFixed(2)} USD`;

interface AttemptContext {
  readonly startedAt: number;
  readonly pushedAt: string | null;
  readonly earlier: "begun" | "none";
}

/**
 * The message names no key, project or person of the organisation.
 * @param startedAt milliseconds since 1970
 * @param pushedAt ISO 8601; null when unknown
 */
export function attemptOf(
  result: Revocation,
  { startedAt, pushedAt, earlier }: AttemptContext,
): Omit<RevocationAttempt, "details"> {
  const at = new Date().toISOString();
  const attempt = (
    type: RevocationAttempt["type"],
    how: KeyResponse["result"],
    message: string,
    detail: string,
  ): Omit<RevocationAttempt, "details"> => ({ type, response: { result: how, message, at }, detail, expiresAt: null });
  switch (result.type) {
    case "revoked": {
      const dead = Date.parse(result.deadAt);
      const after =
        pushedAt === null
          ? `${lapse(dead - startedAt)} after it was found`
          : `${lapse(dead - Date.parse(pushedAt))} after it was pushed`;
      const audit =
        result.audit === null ? "" : ` Audit log: ${result.audit.id} by ${result.audit.actor ?? "unknown"}.`;
      return attempt(
        "done",
        "revoked",
        `Keyhawk deleted it at OpenAI, which refused it ${after}.`,
        `Deleted ${nameOf(result.record)}; OpenAI refuses it since ${result.deadAt}, ${after}.${audit}`,
      );
    }
    case "dead":
      return earlier === "begun"
        ? attempt("done", "revoked", "Keyhawk ended it at OpenAI, which refuses it.", "OpenAI refuses it now.")
        : attempt("done", "already-revoked", "OpenAI does not accept it.", "OpenAI did not accept it.");
    case "logged-out":
      return attempt("done", "revoked", "OpenAI's sign-in service revoked it.", "The sign-in service revoked it.");
    case "token-sent":
      return attempt(
        "left",
        "by-hand",
        "OpenAI's sign-in service took its revocation. It may work until it expires: log out of all devices.",
        "The sign-in service took its revocation, which does not show that it is dead.",
      );
    case "refused":
      return attempt("left", "by-hand", "OpenAI's sign-in service did not revoke it.", result.reason);
    case "expiring": {
      const message = `It expires at ${moment(result.at)}: roll out its successor until then.`;
      const detail = `Set ${nameOf(result.record)} to expire at ${result.at}.`;
      return { ...attempt("done", "expiring", message, detail), expiresAt: result.at };
    }
    case "narrowed":
      return attempt(
        "braked",
        "by-hand",
        braked,
        `Narrowed ${nameOf(result.record)} to reading; what it was allowed before cannot be read back.`,
      );
    case "limited": {
      const { project } = result.record;
      const before = result.before === null ? "there was no limit" : `the limit was ${dollars(result.before)}`;
      const detail = `The project ${project?.name ?? project?.id} may spend ${dollars(result.cents)} in a month; before, ${before}.`;
      return attempt("braked", "by-hand", braked, detail);
    }
    case "deleted":
      return attempt(
        "again",
        "by-hand",
        "Keyhawk deleted it, and OpenAI still accepted it: check it again.",
        `Deleted ${nameOf(result.record)}, and OpenAI still accepted it.`,
      );
    case "failed":
      return attempt("again", "by-hand", "OpenAI could not be asked to revoke it.", result.reason);
    case "unproven":
      return attempt("left", "by-hand", result.reason, result.reason);
    default:
      throw new Error(`Nobody asked for ${result.type}.`);
  }
}

function nameOf({ id, name, project }: KeyRecord): string {
  const place = project === null ? "the organisation's admin keys" : `project ${project.name ?? project.id}`;
  return `the key ${name ?? ""} (${id}) of ${place}`.replace("  ", " ");
}
