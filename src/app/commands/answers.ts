import type { ShownIncident } from "../../incident/shown-incidents.ts";
import { responseForStrangers } from "../../report/for-readers.ts";
import { cell, code } from "../../report/markdown.ts";
import { moment } from "../../report/words.ts";

/** What the commands are and who may give them. Markdown. */
export const help = [
  "A command is the first line of a comment on a pull request, by someone who can write to the repository.",
  "",
  "| command | what Keyhawk does |",
  "|---|---|",
  "| `/keyhawk revoke` | makes the keys of this pull request worthless; `revoke now` deletes them at once, `revoke in 15m` lets them expire |",
  "| `/keyhawk dismiss <reason>` | closes their incidents: they need no attention |",
  "| `/keyhawk rescan` | reads and judges the pull request anew |",
  "| `/keyhawk status` | says what became of each key |",
  "| `/keyhawk help` | shows this table |",
  "",
  "To name keys, write the last four characters of each, or the first digits of its fingerprint: `/keyhawk revoke wXyZ`. `revoke` is for maintainers, admins, and the teams in `revoke-teams` of the organisation's configuration.",
].join("\n");

/** To someone whose command is not carried out. */
export const notAllowed = {
  write: "Keyhawk takes commands from people who can write to this repository. Please ask one of them.",
  maintain:
    "`revoke` is for maintainers and admins of this repository, and for the teams that the organisation's configuration names in `revoke-teams`. Please ask one of them.",
} as const;

export const cannotRevoke =
  "Keyhawk cannot revoke keys here: its operator has set neither `OPENAI_ADMIN_KEY` nor a revocation hook. Revoke the key by hand at https://platform.openai.com/api-keys.";

export const forbidden =
  "The organisation's configuration does not let Keyhawk revoke a key of this change. Revoke it by hand at https://platform.openai.com/api-keys.";

export const gone = "GitHub does not show this change any more, so Keyhawk cannot read its keys.";
export const noKeys = "Keyhawk knows of no key in this change.";
export const nothingLeft = "Nothing is left to do: each of these keys is dead, or its incident is closed.";
export const noReason =
  "`dismiss` needs a reason, for the next person who reads it: `/keyhawk dismiss A key of our own tests`.";
export const elsewhere =
  "A key of this change was also seen in a repository that you cannot write to, and dismissing it would count there, too. Someone who can write to every such repository can dismiss it, or Keyhawk's operator with `keyhawk incidents close`.";
export const outOfReach =
  "A key of this change is in none of its commits any more, and Keyhawk stores no keys. Revoke it by hand at https://platform.openai.com/api-keys.";

/** @param visibility in a public repository nothing says which keys are alive */
export function statusText(incidents: readonly ShownIncident[], visibility: "public" | "private"): string {
  if (incidents.length === 0) return noKeys;
  const rows = incidents.map((incident) => {
    const { masked, fingerprint, state } = incident;
    const isWithheld = visibility === "public" && (state === "verified" || state === "expiring");
    const shown = isWithheld ? "open" : state;
    const what = happened(incident, visibility);
    return `| ${[code(masked), code(fingerprint.slice(0, 8)), shown, what].map(cell).join(" | ")} |`;
  });
  return ["| key | fingerprint | state | what happened |", "|---|---|---|---|", ...rows].join("\n");
}

function happened({ stateBy, stateReason, ...incident }: ShownIncident, visibility: "public" | "private"): string {
  const parts: string[] = [];
  const { response: full } = incident;
  const response = full !== null && visibility === "public" ? responseForStrangers(full) : full;
  if (stateBy !== null) parts.push(`by ${code(stateBy, 40)}: ${code(stateReason ?? "", 200)}`);
  if (response !== null) {
    const said = response.message === null ? "" : `: ${code(response.message, 300)}`;
    parts.push(`${response.result} at ${moment(response.at)}${said}`);
  }
  return parts.join("; ");
}
