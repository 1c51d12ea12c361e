import { Failure } from "../../failure.ts";
import type { Policy } from "../../policy/policy.ts";
import { concludeScan, type ScanReport, scanReport } from "../../report/scan-report.ts";
import { statusesOf } from "../../respond/verify/statuses.ts";
import { say, type Terminal } from "../terminal.ts";
import type { ScanFlags } from "./flags.ts";
import { onInterrupt } from "./interrupt.ts";
import type { Judged } from "./judged.ts";
import { localPolicy } from "./local-policy.ts";
import { localScan } from "./local-scan.ts";
import { progressLine } from "./progress-line.ts";
import { reportPlace } from "./report-place.ts";
import { parseTarget, type Target } from "./target.ts";
import { verificationOf } from "./verification.ts";
import { watch } from "./watch.ts";
import { writeReport } from "./write-report.ts";

/** `keyhawk scan`: scans, writes the report, and gives the exit code. */
export async function scanAndReport(argument: string, flags: ScanFlags, terminal: Terminal): Promise<number> {
  const target = parseTarget(argument);
  const place = await reportPlace(flags.output, terminal);
  const interrupted = onInterrupt();
  const { report, policy } =
    target.type === "path"
      ? await scanHere(target.path, flags, terminal, interrupted)
      : await scanOnGitHub(target, flags, terminal);
  const outcome = await writeReport(report, flags.format, place, terminal);
  for (const { file, line, column, field, message } of report.problems) {
    const name = field === "" ? "" : `${field}: `;
    await say(terminal, `${file}:${line}:${column}: ${name}${message}`);
  }
  if (interrupted.aborted) return 130;
  // Whoever calls decides over all that the configuration says about it.
  const judge = flags.failOn === undefined ? policy : { ...policy, failOn: flags.failOn, response: {} };
  const code = exitCode(report, judge);
  // Whoever reads the file next would take an old report, or none, for this one.
  return code === 0 && outcome === "printed-instead" ? 3 : code;
}

async function scanHere(path: string, flags: ScanFlags, terminal: Terminal, interrupted: AbortSignal): Promise<Judged> {
  const verification = verificationOf(flags, terminal);
  const policy = await localPolicy(flags.config, path, terminal.cwd());
  const { subject, run } = await localScan(path, flags, policy, terminal, interrupted);
  const line = progressLine(terminal, flags.progress ? "wanted" : "unwanted");
  try {
    const scanned = await run((source) => watch(source, line.tell, interrupted));
    const judging = { policy, inline: "honoured" } as const;
    const statuses = await statusesOf(scanned.findings, {
      ...judging,
      verification,
      signal: interrupted,
      unclear: (sentence) => say(terminal, sentence),
    });
    return { report: scanReport(scanned, { ...judging, subject, statuses }), policy };
  } finally {
    line.close();
  }
}

async function scanOnGitHub(
  target: Exclude<Target, { type: "path" }>,
  flags: ScanFlags,
  terminal: Terminal,
): Promise<Judged> {
  const source = (["staged", "range", "history", "stdin", "all"] as const).find((name) => flags[name] !== undefined);
  if (source !== undefined) {
    throw new Failure("usage", `--${source} scans what is on this machine: leave it out, or give a path.`);
  }
  const { scanRemote } = await import("./scan-remote.ts");
  return scanRemote(target, flags, terminal);
}

/** Findings weigh more than a mistake in the configuration, and that more than an incomplete scan. */
function exitCode(report: ScanReport, policy: Policy): number {
  const conclusion = concludeScan(report, policy);
  if (conclusion === "failure") return 1;
  if (report.problems.length > 0) return 2;
  return conclusion === "neutral" ? 3 : 0;
}
