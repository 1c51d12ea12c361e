import type { KeyRecord } from "./key-record.ts";
import { code } from "./markdown.ts";
import { type Spending, spendingText } from "./spending.ts";
import { list, moment } from "./words.ts";

/** What OpenAI says about a key beyond whether it is alive. For members of the organisation: see `forReaders`. */
export interface KeyDetails {
  /** Whether it belongs to the operator's organisation; null when that is not known. */
  readonly ours: boolean | null;
  readonly record: KeyRecord | null;
  /** Null when OpenAI was not asked. */
  readonly permissions: KeyPermissions | null;
  /** What it was used for since it leaked; null when that was not asked. */
  readonly spending: Spending | null;
}

/** What a key may do, as far as requests that cost nothing and change nothing show it. */
export interface KeyPermissions {
  /** Names of what it may read: `models`. */
  readonly may: readonly string[];
  /** Names of what OpenAI refuses it. */
  readonly mayNot: readonly string[];
  /** Whether its owner's account has multi-factor authentication; null when OpenAI does not say. */
  readonly mfa: boolean | null;
}

/** A label and its text, which may hold untrusted names. */
export type DetailRow = readonly [label: string, text: string];

/** The record of a key as rows for people. */
export function recordRows({ id, name, project, owner, createdAt, lastUsedAt, expiresAt }: KeyRecord): DetailRow[] {
  const rows: readonly (readonly [string, string | null])[] = [
    ["key", name === null ? id : `${name} (${id})`],
    ["project", project === null ? "none: it is an admin key" : `${project.name ?? ""} (${project.id})`.trim()],
    ["owner", owner === null ? null : [owner.name, owner.email].filter((part) => part !== null).join(", ")],
    ["created", createdAt === null ? null : moment(createdAt)],
    ["last used", lastUsedAt === null ? "never, before this" : moment(lastUsedAt)],
    ["expires", expiresAt === null ? "never" : moment(expiresAt)],
  ];
  return rows.flatMap(([label, text]) => (text ? [[label, text] as const] : []));
}

/** What is known of a key as rows for people; empty when nothing is. */
export function detailRows(details: KeyDetails | undefined): DetailRow[] {
  if (details === undefined) return [];
  const { ours, record, permissions, spending } = details;
  const rows = record === null ? [] : recordRows(record);
  if (record === null && ours !== null) {
    rows.push(["belongs to", ours ? "the organisation; no record of it was found" : "another organisation"]);
  }
  if (permissions !== null) {
    rows.push(["may read", permissionsText(permissions)]);
    if (permissions.mfa !== null) {
      rows.push(["owner's MFA", permissions.mfa ? "on" : "off: multi-factor authentication is not set up"]);
    }
  }
  if (spending !== null) rows.push(["used", spendingText(spending)]);
  return rows;
}

/** What is known of a key as one line of plain text; empty when nothing is. */
export function detailText(details: KeyDetails | undefined): string {
  return detailRows(details)
    .map(([label, text]) => `${label}: ${text}`)
    .join("; ");
}

/** What is known of a key as items of a Markdown list. */
export function detailMarkdown(details: KeyDetails | undefined): string[] {
  const rows = detailRows(details).map(([label, text]) => `${label} ${code(text, 200)}`);
  return rows.length === 0 ? [] : [`- OpenAI's record: ${rows.join(", ")}`];
}

/** `models, files and batches; no billing`. */
function permissionsText({ may, mayNot }: KeyPermissions): string {
  const refused = mayNot.length === 0 ? "" : `; no ${mayNot.join(", no ")}`;
  return `${may.length === 0 ? "nothing that was tried" : list(may)}${refused}`;
}
