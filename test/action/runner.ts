import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type CallOptions, call, callProgram, temporaryFolder } from "../cli/command.ts";

/** The step as it is shipped, or another build of it. */
const step = process.env.KEYHAWK_STEP ?? join(import.meta.dirname, "../../dist/index.js");

/** One run of the step, as a workflow would have it. */
export interface Run {
  readonly event: string;
  readonly payload: unknown;
  /** `owner/name`. */
  readonly repository: string;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly token: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Folder of the checkout; an empty one when not given. */
  readonly workspace?: string;
  readonly attempt?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Another build of the step. */
  readonly step?: string;
  /** Words before the command that runs the step: where it is run. */
  readonly within?: readonly string[];
  /** Receives the process of the step. */
  readonly running?: CallOptions["running"];
}

/** What the runner sees when the step has ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The JSON report, parsed; null when there is none. */
  readonly report: {
    readonly findings: readonly Readonly<Record<string, unknown>>[];
    readonly coverage: { readonly notScanned: readonly unknown[] };
  } | null;
  /** The SARIF file's text; empty when there is none. */
  readonly sarif: string;
}

/** Runs `dist/index.js` with the environment, files and folders that GitHub's runner gives to a step. */
export async function runStep(run: Run): Promise<Ended> {
  await using folder = await temporaryFolder();
  const file = (name: string) => join(folder.path, name);
  await mkdir(file("workspace"));
  await mkdir(file("temp"));
  await writeFile(file("event.json"), JSON.stringify(run.payload));
  for (const name of ["output", "summary"]) await writeFile(file(name), "");
  const inputs = Object.entries({ token: run.token, ...run.inputs });
  const { within = [] } = run;
  const options = {
    cwd: run.workspace ?? file("workspace"),
    ...(run.running === undefined ? {} : { running: run.running }),
    env: {
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_API_URL: run.apiUrl,
      GITHUB_SERVER_URL: run.serverUrl,
      GITHUB_REPOSITORY: run.repository,
      GITHUB_EVENT_NAME: run.event,
      GITHUB_EVENT_PATH: file("event.json"),
      GITHUB_OUTPUT: file("output"),
      GITHUB_STEP_SUMMARY: file("summary"),
      GITHUB_WORKSPACE: run.workspace ?? file("workspace"),
      GITHUB_RUN_ID: "4711",
      GITHUB_RUN_ATTEMPT: String(run.attempt ?? 1),
      GITHUB_JOB: "keyhawk",
      RUNNER_TEMP: file("temp"),
      KEYHAWK_WRITE_INTERVAL: "20",
      ...Object.fromEntries(inputs.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...run.env,
    },
  };
  const program = run.step ?? step;
  const [command, ...args] = [...within, process.execPath, program];
  const ended =
    within.length === 0 || command === undefined
      ? await callProgram(program, [], options)
      : await call(command, args, options);
  const outputs = parseOutputs(await readFile(file("output"), "utf8"));
  return {
    ...ended,
    outputs,
    summary: await readFile(file("summary"), "utf8"),
    report: outputs.report ? JSON.parse(await readFile(outputs.report, "utf8")) : null,
    sarif: outputs.sarif ? await readFile(outputs.sarif, "utf8") : "",
  };
}

/** Reads what a step wrote to its output file: `name<<delimiter`, value, delimiter. */
function parseOutputs(text: string): Record<string, string> {
  const entries = text.matchAll(/^(?<name>[^<\n]+)<<(?<end>\S+)\n(?<value>[\s\S]*?)\n?^\k<end>$/gm);
  return Object.fromEntries([...entries].map(({ groups }) => [groups?.name ?? "", (groups?.value ?? "").trim()]));
}

/** Lines that the runner would show: without the commands that register masks. */
export function shown(stdout: string): string {
  return stdout.replace(/^::add-mask::.*\n/gm, "");
}
