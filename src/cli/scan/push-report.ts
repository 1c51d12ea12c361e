import { placeText } from "../../report/place.ts";
import { printable } from "../../report/printable.ts";
import { type ScanReport, scannedKeys } from "../../report/scan-report.ts";
import { count } from "../../report/words.ts";
import { print, say, type Terminal } from "../terminal.ts";
import type { ScanFlags } from "./flags.ts";

type PushFlags = Pick<ScanFlags, "prePush" | "preReceive">;

/** True in a push hook, which prints nothing when there is nothing to report. */
export function isPush(flags: PushFlags): boolean {
  return flags.prePush === true || flags.preReceive === true;
}

/** True when a report has nothing but a summary of what was scanned. */
export function saysNothing({ findings, exposures, problems, coverage }: ScanReport): boolean {
  return [findings, exposures, problems, coverage.notScanned].every((each) => each.length === 0);
}

/** The terminal of the person who pushes, where git prefixes each line with `remote: `. */
export function behindRemote({ stdin, stdout, stderr, env, cwd }: Terminal): Terminal {
  return { stdin, stdout, stderr, env: { ...env, COLUMNS: env.COLUMNS ?? "72" }, cwd };
}

/** Explains to the person who pushes why the push was rejected, and what to do. */
export async function refuse(report: ScanReport, flags: PushFlags, terminal: Terminal): Promise<void> {
  await say(
    terminal,
    "Nothing was pushed. Take the key out of every commit that holds it (git commit --amend, or git rebase -i for an older one), then push again; a later commit that removes it is not enough.",
  );
  // GitLab shows lines with this prefix in its web interface, where people push without a terminal.
  if (!flags.preReceive || terminal.env.GL_ID === undefined) return;
  const keys = scannedKeys(report.findings.filter(({ ignored }) => ignored === null));
  for (const { first, findings } of keys.slice(0, 5)) {
    const place = placeText(first);
    const more = findings.length > 1 ? ` and ${count(findings.length - 1, "more place")}` : "";
    await print(terminal.stderr, `GL-HOOK-ERR: Keyhawk found ${first.masked} in ${printable(place, 500)}${more}.\n`);
  }
}
