import { resolve } from "node:path";
import { Failure } from "../../failure.ts";
import type { Policy } from "../../policy/policy.ts";
import { concludeScan, type ScanReport, scanReport } from "../../report/scan-report.ts";
import { statusesOf } from "../../respond/verify/statuses.ts";
import { watched } from "../../source/watched.ts";
import { say, type Terminal } from "../terminal.ts";
import type { ScanArguments } from "./arguments.ts";
import type { ScanFlags } from "./flags.ts";
import { incompleteSentence, isAllAbsent } from "./incomplete.ts";
import { onInterrupt } from "./interrupt.ts";
import type { Judged } from "./judged.ts";
import { localPolicy, receivingPolicy } from "./local-policy.ts";
import { localScan } from "./local-scan.ts";
import { progressLine } from "./progress-line.ts";
import { behindRemote, isPush, refuse, saysNothing } from "./push-report.ts";
import { reportPlace } from "./report-place.ts";
import { parseTarget, type Target } from "./target.ts";
import { verificationOf } from "./verification.ts";
import { writeReport } from "./write-report.ts";

/** `keyhawk scan`: scans, writes the report and returns the exit code. */
export async function scanAndReport(words: ScanArguments, flags: ScanFlags, terminal: Terminal): Promise<number> {
  const target = parseTarget(words.target);
  const place = await reportPlace(flags.output, terminal);
  const interrupted = onInterrupt();
  const { report, policy } =
    target.type === "path"
      ? await scanHere({ ...words, target: target.path }, flags, terminal, interrupted)
      : await scanOnGitHub(target, flags, terminal);
  const viewer = flags.preReceive ? behindRemote(terminal) : terminal;
  const isSilent = isPush(flags) && flags.format === "text" && saysNothing(report);
  const outcome = isSilent ? "written" : await writeReport(report, flags.format, place, viewer);
  if (flags.format === "sarif") {
    const { leftOut } = await import("../../report/formats/sarif.ts");
    for (const sentence of leftOut(report)) await say(terminal, sentence);
  }
  for (const { file, line, column, field, message } of report.problems) {
    const name = field === "" ? "" : `${field}: `;
    await say(terminal, `${file}:${line}:${column}: ${name}${message}`);
  }
  if (interrupted.aborted) return 130;
  // `--fail-on` overrides everything in the configuration that decides what fails a run.
  const judge = flags.failOn === undefined ? policy : { ...policy, failOn: flags.failOn, response: {} };
  const code = exitCode(report, judge, flags);
  if (code === 3) await say(terminal, incompleteSentence(report.coverage.notScanned));
  if (code === 1 && isPush(flags)) await refuse(report, flags, terminal);
  // The file has an old report or none: exit code 0 would let its next reader take that for this one.
  return code === 0 && outcome === "printed-instead" ? 3 : code;
}

async function scanHere(
  words: ScanArguments,
  flags: ScanFlags,
  terminal: Terminal,
  interrupted: AbortSignal,
): Promise<Judged> {
  const verification = verificationOf(flags, terminal);
  const folder = terminal.cwd();
  const policy = flags.preReceive
    ? await receivingPolicy(flags.config, resolve(folder, words.target))
    : await localPolicy(flags.config, words.target, folder);
  const { subject, run } = await localScan(words, flags, policy, terminal, interrupted);
  const line = progressLine(terminal, flags.progress ? "wanted" : "unwanted");
  try {
    const scanned = await run((source) => watched(source, line.tell, interrupted));
    const judging = { policy, inline: "honoured" } as const;
    const known = await statusesOf(scanned.findings, {
      ...judging,
      verification,
      signal: interrupted,
      unclear: (sentence) => say(terminal, sentence),
    });
    const report = scanReport(scanned, { ...judging, subject, ...known });
    return { report: flags.format === "text" ? await replaced(report, words, flags, terminal) : report, policy };
  } finally {
    line.close();
  }
}

/** Parsing files takes time, so that it is loaded only for keys, and for the format that shows replacements. */
async function replaced(
  report: ScanReport,
  { target }: ScanArguments,
  flags: ScanFlags,
  terminal: Terminal,
): Promise<ScanReport> {
  if (report.findings.length === 0 || flags.preReceive) return report;
  const { withReplacements } = await import("../../change/replacements.ts");
  const { scannedFiles } = await import("./scanned-files.ts");
  const replacements = await withReplacements(report, scannedFiles(resolve(terminal.cwd(), target), flags));
  for (const sentence of replacements.problems) await say(terminal, sentence);
  return replacements.report;
}

async function scanOnGitHub(
  target: Exclude<Target, { type: "path" }>,
  flags: ScanFlags,
  terminal: Terminal,
): Promise<Judged> {
  const source = (["staged", "range", "history", "stdin", "all", "preReceive"] as const).find(
    (name) => flags[name] !== undefined,
  );
  if (source !== undefined) {
    throw new Failure("usage", `--${source} scans what is on this machine: leave it out, or give a path.`);
  }
  const { scanRemote } = await import("./scan-remote.ts");
  return scanRemote(target, flags, terminal);
}

/** Findings take precedence over mistakes in the configuration, and those over an incomplete scan. */
function exitCode(report: ScanReport, policy: Policy, flags: ScanFlags): number {
  const conclusion = concludeScan(report, policy);
  if (conclusion === "failure") return 1;
  // A mistake that is already on the server must not block the push that fixes it; the defaults apply.
  if (report.problems.length > 0 && !flags.preReceive) return 2;
  if (conclusion === "success") return 0;
  return (flags.allowAbsent || isPush(flags)) && isAllAbsent(report.coverage.notScanned) ? 0 : 3;
}
