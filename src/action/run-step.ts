import { setTimeout } from "node:timers/promises";
import { setSecret } from "@actions/core";
import { readAskLimit } from "../change/admit.ts";
import { Failure } from "../failure.ts";
import { headOwnership } from "../github/change-from-event.ts";
import { githubFailure } from "../github/client/request-error.ts";
import { parseWriteInterval, writeIntervalName } from "../github/client/write-interval.ts";
import { tokenVoice } from "../github/publish/voice.ts";
import { readNetwork } from "../http/network.ts";
import { readSeconds } from "../http/timeouts.ts";
import { type HookReach, type HookSettings, readHookReach } from "../respond/hook/settings.ts";
import type { Cancellation } from "./cancellation.ts";
import { changeResult } from "./change-result.ts";
import { createClient } from "./client.ts";
import { type HookInputs, type Inputs, readInputs, unknownInputs } from "./inputs.ts";
import { annotate, logLine } from "./log.ts";
import { publishNothing, publishResult } from "./publish.ts";
import type { StepResult } from "./result.ts";
import { revocationOf } from "./revocation.ts";
import { type Task, taskOf } from "./task.ts";
import { verificationOf } from "./verification.ts";
import { readRepository, readWorkflowRun, type WorkflowRun } from "./workflow-run.ts";

/** Milliseconds that a cancelled scan has to end: the runner ends the process 10 seconds after it cancels it. */
const leavePatience = 5_000;

/** Milliseconds that the hook has for one answer unless the operator sets another time-out. */
const hookTimeout = 10_000;

/**
 * Runs the workflow step, and reports what is known when the run is cancelled. Throws a `Failure` whose message is for
 * the workflow's author.
 */
export async function runStep(env: NodeJS.ProcessEnv, cancellation: Cancellation): Promise<void> {
  const inputs = readInputs();
  if (inputs.hook?.secret) setSecret(inputs.hook.secret);
  if (inputs.verify.adminKey) setSecret(inputs.verify.adminKey);
  for (const { name, meant } of unknownInputs(env)) {
    // Refuses only names that look misspelt: a workflow's `env:`, and runners other than GitHub's, can set unrelated
    // INPUT_* variables.
    if (meant !== null) throw new Failure("usage", `There is no input \`${name}\`. Did you mean \`${meant}\`?`);
    annotate("warning", "Keyhawk", `There is no input \`${name}\`; it changes nothing.`, null);
  }
  const run = readWorkflowRun(env);
  const task = taskOf(run.eventName, run.payload, inputs.scan);
  if (task.type === "none") {
    if (task.incomplete) throw new Failure("incomplete", `${task.reason} So nothing was scanned.`);
    logLine(task.reason);
    return publishNothing();
  }
  const known = async () => {
    const newest = await cancellation.known;
    // A scan of the checkout ends by itself, with all that it found until then.
    if (task.type !== "change") await setTimeout(leavePatience);
    return newest;
  };
  const result = await Promise.race([resultOf(task, run, inputs, env, cancellation), known()]);
  if (result === null) throw new Failure("incomplete", "The run was cancelled before it had a result.");
  await publishResult(result, inputs, env);
}

async function resultOf(
  task: Exclude<Task, { type: "none" }>,
  run: WorkflowRun,
  inputs: Inputs,
  env: NodeJS.ProcessEnv,
  cancellation: Cancellation,
): Promise<StepResult> {
  const network = readNetwork(env);
  const client = createClient(inputs.token, {
    apiUrl: inputs.apiUrl ?? run.apiUrl,
    writeInterval: parseWriteInterval(env[writeIntervalName]),
    network,
  });
  if (task.type === "change") {
    const fork = task.change.type === "pull-request" && task.change.fork;
    const result = await changeResult(client, task.change, {
      inputs,
      hook: hookSettings(inputs.hook, fork ? "fork" : "own", {
        timeout: readSeconds("KEYHAWK_HOOK_TIMEOUT", env) ?? hookTimeout,
        network,
        ...readHookReach(env),
      }),
      verification: verificationOf(inputs.verify, fork ? "fork" : "own", network),
      revocation: revocationOf(inputs.revocation, fork ? "fork" : "own", network),
      askLimit: readAskLimit(env),
      voice: tokenVoice(client, inputs.token, inputs.hook?.secret ?? (inputs.verify.adminKey || null)),
      webUrl: run.serverUrl,
      externalId: `keyhawk-step:${run.id}:${run.job}`,
      attempt: run.attempt,
      know: cancellation.know,
    });
    return { ...result, problems: result.problems.map((problem) => withAdvice(problem, fork ? "fork" : "own")) };
  }
  const { owner, repo } = readRepository(env);
  const origin = headOwnership(run.payload);
  try {
    const { everythingResult } = await import("./everything-result.ts");
    return await everythingResult(client, task, {
      owner,
      repo,
      webUrl: run.serverUrl,
      inputs,
      inline: linesCount(run.eventName, origin) ? "honoured" : "disregarded",
      verification: verificationOf(inputs.verify, origin, network),
      cancelled: cancellation.signal,
      env,
    });
  } catch (error) {
    throw githubFailure(error, `${owner}/${repo}`);
  }
}

/** Events whose checkout contains only what people with write access have pushed. */
const pushed: ReadonlySet<string> = new Set(["push", "merge_group", "schedule", "workflow_dispatch"]);

/**
 * Whether `keyhawk:ignore <reason>` has an effect in the checkout. On other events, anyone may have written the code.
 */
function linesCount(eventName: string, origin: "fork" | "own"): boolean {
  return pushed.has(eventName) || (eventName.startsWith("pull_request") && origin === "own");
}

/** Dependabot's runs get no secrets, and a repository may not have set them yet. */
const unsigned =
  "The revocation hook is not called: `hook-url` needs `hook-secret`, which is empty in this run. Runs that Dependabot starts get the secrets of Dependabot only.";

function hookSettings(hook: HookInputs | null, origin: "fork" | "own", reach: HookReach): HookSettings | null {
  if (hook === null) return null;
  const { url, secret } = hook;
  if (secret !== null) return { url: new URL(url), secret, ...reach };
  if (origin === "fork") {
    logLine("The revocation hook is not called: GitHub gives no secrets to runs of forks.");
    return null;
  }
  annotate("warning", "Keyhawk", unsigned, null);
  return null;
}

/** What to do when the token lacks a permission. */
function withAdvice(problem: string, origin: "fork" | "own"): string {
  const permission = /`([a-z-]+: write)`/.exec(problem)?.[1];
  if (permission === undefined) return problem;
  return origin === "fork"
    ? `${problem} Runs of forks have a token that can only read; the findings are in the annotations and the job summary.`
    : `${problem} Add \`${permission}\` to \`permissions\` in the workflow, or turn this part off.`;
}
