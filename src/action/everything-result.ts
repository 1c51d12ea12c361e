import { examineChange } from "../change/examine.ts";
import { verifyChange } from "../change/verify.ts";
import { Failure } from "../failure.ts";
import type { GitHubClient } from "../github/client/client.ts";
import { defaultBranchChange } from "../github/read/default-branch.ts";
import type { VerificationSettings } from "../respond/verify/settings.ts";
import { scan } from "../scan.ts";
import { scanHistory } from "../scan-history.ts";
import type { Source } from "../source/source.ts";
import { workTree } from "../source/tree/work-tree.ts";
import { watched } from "../source/watched.ts";
import { checkoutOf, trustCheckout } from "./checkout.ts";
import { localResult } from "./local-result.ts";
import { logLine } from "./log.ts";
import { maskCredentials } from "./mask.ts";
import { resultOfChange, type StepResult } from "./result.ts";
import { type PolicyInputs, stepPolicy } from "./step-policy.ts";
import type { Task } from "./task.ts";

export interface EverythingOptions {
  readonly owner: string;
  readonly repo: string;
  readonly webUrl: string;
  readonly inputs: PolicyInputs;
  readonly inline: "honoured" | "disregarded";
  readonly verification: VerificationSettings;
  /** Ends a scan of the checkout early, with what was found so far. */
  readonly cancelled: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Scans a whole repository rather than a change. Writes no comment and no check run; the result is in the run itself.
 */
export async function everythingResult(
  client: GitHubClient,
  task: Extract<Task, { type: "history" | "tree" }>,
  options: EverythingOptions,
): Promise<StepResult> {
  const { owner, repo, inputs, env, inline, verification, cancelled } = options;
  const checkout = checkoutOf(env);
  if (task.type === "tree" && checkout === null) {
    throw new Failure("usage", "The input `scan: tree` needs a checkout: put actions/checkout before this step.");
  }
  const branch = await defaultBranchChange(client, owner, repo);
  const loadPolicy = stepPolicy(inputs);
  if (checkout === null) {
    logLine(`There is no checkout: every commit of ${branch.defaultBranch} is read through the API.`);
    const { webUrl } = options;
    const reading = { webUrl, comments: "never", loadPolicy } as const;
    const examined = await examineChange(client, branch, reading);
    maskCredentials(examined.findings.map((finding) => finding.credential));
    return resultOfChange(await verifyChange(examined, verification), []);
  }
  trustCheckout(env, checkout);
  const { visibility } = branch;
  const untilCancelled = (source: Source) => watched(source, () => {}, cancelled);
  const policy = await loadPolicy(client, { owner, repo, ref: branch.defaultBranch });
  if (task.type === "tree") {
    logLine("The checked-out files are scanned.");
    const source = workTree(checkout, { files: "tracked-and-untracked", wholeBytes: policy.limits.fileBytes });
    return localResult(await scan(untilCancelled(source), policy), {
      subject: "the checked-out files",
      policy,
      inline,
      verification,
      visibility,
      signal: cancelled,
    });
  }
  logLine("The history of the checkout is scanned: every object that it holds.");
  const subject = "the history of the checkout";
  return localResult(await scanHistory(checkout, policy, untilCancelled), {
    subject,
    policy,
    inline,
    verification,
    visibility,
    signal: cancelled,
  });
}
