import type { Credential } from "../../detect/credential.ts";
import { type DetailRow, recordRows } from "../../report/key-details.ts";
import { visible } from "../../report/visible.ts";
import { moment } from "../../report/words.ts";
import type { Revocation, RevocationStep } from "../../respond/revoke/revocation.ts";

/** What came of it; `untried` for a token that was only looked at. */
export type ShownRevocation = Revocation | { readonly type: "untried" };

/** The result as lines for a person. */
export function renderText(key: Credential, result: ShownRevocation, wanted: RevocationStep): string {
  const lines = [sentence(key, result, wanted), ...("record" in result ? recordRows(result.record).map(row) : [])];
  return `${lines.map(visible).join("\n")}\n`;
}

/** The result as one JSON object, without the key. */
export function renderJson(key: Credential, result: ShownRevocation): string {
  const { kind, masked, fingerprint } = key;
  return `${JSON.stringify({ version: 1, kind, masked, fingerprint, ...result }, null, 2)}\n`;
}

function sentence({ masked }: Credential, result: ShownRevocation, wanted: RevocationStep): string {
  switch (result.type) {
    case "revoked": {
      const proof = result.audit === null ? "" : ` OpenAI's audit log has it as ${result.audit.id}.`;
      return `${masked} was deleted, and OpenAI refuses it since ${result.deadAt}.${proof}`;
    }
    case "deleted":
      return `${masked} was deleted, and OpenAI still accepts it. Run the command again to check.`;
    case "expiring":
      return `${masked} expires at ${moment(result.at)}. Roll out its successor until then.`;
    case "narrowed":
      return `${masked} can only read now. OpenAI may take a while to apply it, and the key still works: delete it soon.`;
    case "limited":
      return `${masked} still works, and its project can spend ${dollars(result.cents)} in a month at most (${former(result)}). ${projectWide}`;
    case "proven":
      return `${masked} is alive. Nothing was changed; with --yes ${intention(wanted)}.`;
    case "logged-out":
      return `${masked} was revoked by OpenAI's sign-in service.`;
    case "token-sent":
      return `${masked} was sent to OpenAI's sign-in service to be revoked. It may work until it expires: log out of all devices.`;
    case "refused":
      return `${masked} was not revoked. ${result.reason}`;
    case "untried":
      return `${masked} can be revoked by OpenAI's sign-in service, with the token itself. Nothing was changed; with --yes it is.`;
    case "dead":
      return `${masked} is dead: OpenAI does not accept it.`;
    case "unproven":
      return `${masked} was not touched. ${result.reason}`;
    case "failed":
      return `${masked} was not revoked. ${result.reason}`;
  }
}

function intention(wanted: RevocationStep): string {
  switch (wanted.type) {
    case "expire":
      return `it expires in ${wanted.seconds} seconds`;
    case "narrow":
      return "it can only read, and what else it was allowed cannot be restored";
    case "limit":
      return `its whole project can spend ${dollars(wanted.cents)} in a month at most`;
    default:
      return "it is deleted";
  }
}

const projectWide =
  "That stops every key of the project when the amount is spent: delete this one soon, then restore the limit.";

function former({ cents, before }: Extract<Revocation, { type: "limited" }>): string {
  if (before === null) return "there was no limit";
  return before === cents ? "as before" : `${dollars(before)} before`;
}

function dollars(cents: number): string {
  return `${(cents / 100).toFixed(2)} USD`;
}

function row([label, text]: DetailRow): string {
  return `  ${label.padEnd(10)} ${text}`;
}
