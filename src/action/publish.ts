import { appendFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setOutput } from "@actions/core";
import { makeFolder } from "../make-folder.ts";
import { renderJson } from "../report/formats/json.ts";
import { count } from "../report/words.ts";
import { isComplete } from "../source/coverage.ts";
import { version } from "../version.ts";
import { annotateFindings } from "./annotations.ts";
import type { Inputs } from "./inputs.ts";
import { annotate, fail, logLine } from "./log.ts";
import type { StepResult } from "./result.ts";

/**
 * Publishes a result inside the run: annotations, job summary, files, outputs, and the step's own conclusion. A part
 * that cannot be written becomes a warning, and the others are still published.
 */
export async function publishResult(
  result: StepResult,
  inputs: Pick<Inputs, "reportFile" | "sarifFile">,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (result.mode === "enforce") annotateFindings(result.newest, result.conclusion);
  for (const problem of result.problems) warn(problem);
  await orWarn("The job summary", () => writeSummary(summaryOf(result), env));
  const files = await writeFiles(result, inputs, env);
  await orWarn("The outputs", async () => setOutputs(result, files));
  setConclusion(result);
}

function warn(sentence: string): void {
  annotate("warning", "Keyhawk", sentence, null);
}

/** Resolves to false, after a warning, when the runner's file cannot be written. */
async function orWarn(what: string, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    warn(`${what} could not be written${code}.`);
    return false;
  }
}

/** Sets the outputs of a run that had nothing to scan. */
export function publishNothing(): void {
  for (const name of ["findings", "keys", "live", "ignored"]) setOutput(name, 0);
  setOutput("complete", true);
  setOutput("conclusion", "success");
  setOutput("report", "");
  setOutput("sarif", "");
}

/** The files that the run writes; null for one that was not requested or could not be written. */
interface WrittenFiles {
  readonly report: string | null;
  readonly sarif: string | null;
}

async function writeFiles(
  result: StepResult,
  inputs: Pick<Inputs, "reportFile" | "sarifFile">,
  env: NodeJS.ProcessEnv,
): Promise<WrittenFiles> {
  const folder = env.GITHUB_WORKSPACE ?? process.cwd();
  const report = inputs.reportFile
    ? resolve(folder, inputs.reportFile)
    : join(env.RUNNER_TEMP || tmpdir(), "keyhawk", "report.json");
  const reported = await orWarn("The report (`report-file`)", () => write(report, renderJson(result.report)));
  const files = { report: reported ? report : null, sarif: null };
  if (inputs.sarifFile === null) return files;
  const sarif = resolve(folder, inputs.sarifFile);
  const { leftOut, renderSarif } = await import("../report/formats/sarif.ts");
  for (const sentence of leftOut(result.newest)) warn(sentence);
  const written = await orWarn("The SARIF file (`sarif-file`)", () =>
    write(sarif, renderSarif(result.newest, version)),
  );
  return { ...files, sarif: written ? sarif : null };
}

async function write(path: string, text: string): Promise<void> {
  await makeFolder(dirname(path));
  await writeFile(path, text);
}

function setOutputs({ report, conclusion, mode }: StepResult, files: WrittenFiles): void {
  const open = report.findings.filter((finding) => finding.ignored === null);
  const keys = new Set(open.map((finding) => finding.fingerprint));
  const live = new Set(open.filter((finding) => finding.status === "live").map((finding) => finding.fingerprint));
  setOutput("findings", open.length);
  setOutput("keys", keys.size);
  setOutput("live", live.size);
  setOutput("ignored", report.findings.length - open.length);
  setOutput("complete", isComplete(report.coverage));
  // A workflow that looks at this output must not fail for what is only observed.
  setOutput("conclusion", mode === "observe" && conclusion === "failure" ? "neutral" : conclusion);
  setOutput("report", files.report ?? "");
  setOutput("sarif", files.sarif ?? "");
}

const observed =
  "> [!NOTE]\n> The organisation only observes this repository: the step passes, whatever is said below, and nothing is published, revoked or sent to the hook.\n\n";

function summaryOf({ mode, summary }: StepResult): string {
  return mode === "observe" ? observed + summary() : summary();
}

/** The step does not fail on a runner without job summaries, as on old servers. */
async function writeSummary(markdown: string, env: NodeJS.ProcessEnv): Promise<void> {
  if (!env.GITHUB_STEP_SUMMARY) return;
  await appendFile(env.GITHUB_STEP_SUMMARY, `${markdown}\n`);
}

function setConclusion({ report, pending, conclusion, scanned, mode }: StepResult): void {
  const { coverage, subject } = report;
  const { open, leftInCode } = pending;
  const missing = coverage.notScanned.length;
  if (mode === "observe" && conclusion === "failure") {
    logLine(
      `${count(open + leftInCode, "leaked key")} in ${subject}: the organisation only observes, so the step passes.`,
    );
  } else if (conclusion === "failure") {
    // With no open key, the step fails because of dead keys that are still in the code.
    const dead = `${count(leftInCode, "revoked key")} ${leftInCode === 1 ? "is" : "are"} still in the code of`;
    fail(`${open > 0 ? `${count(open, "leaked key")} in` : dead} ${subject}. The job summary says what to do.`);
  } else if (scanned === "nothing" && mode === "enforce") {
    fail(`Nothing of ${subject} could be scanned: the job summary says why.`);
  } else if (missing > 0) {
    warn(`${count(missing, "item")} of ${subject} could not be scanned: see the job summary.`);
  } else {
    const found = open === 0 ? "No leaked key" : `${count(open, "leaked key")}, none of which fails this step,`;
    logLine(`${found} in ${subject}: ${count(coverage.documents, "document")} scanned.`);
  }
}
