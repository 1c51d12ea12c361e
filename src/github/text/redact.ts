import type { GitHubClient } from "../client/client.ts";
import { isAbsent, statusOf } from "../client/request-error.ts";
import { editorOf } from "./editor.ts";
import type { GitHubText } from "./text.ts";

/** What came of redacting a text. `unchanged`: no one can read a key in its newest version. */
export type Redaction = "redacted" | "unchanged" | "refused";

/**
 * Edits the newest version of a text, which may be another one than the event had. `refused` where GitHub does not let
 * Keyhawk edit all of it. Throws Octokit's error when GitHub's answer is unusable.
 * @param mask the text to write in place of a text
 */
export async function redactText(
  client: GitHubClient,
  text: GitHubText,
  mask: (text: string) => string,
): Promise<Redaction> {
  const editor = editorOf(client, text);
  if (editor === null) return "refused";
  try {
    const before = await editor.read();
    if (before === null) return "unchanged";
    const changed = Object.entries(before).flatMap(([name, value]) => {
      const masked = mask(value);
      return masked === value ? [] : [[name, masked] as const];
    });
    if (changed.length === 0) return "unchanged";
    const editable = changed.filter(([name]) => name !== editor.fixed);
    if (editable.length > 0) await editor.write(Object.fromEntries(editable));
    return editable.length === changed.length ? "redacted" : "refused";
  } catch (error) {
    if (isAbsent(error) || statusOf(error) === 422) return "refused";
    throw error;
  }
}
