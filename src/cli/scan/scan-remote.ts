import { policyRef } from "../../change/handle.ts";
import { scanChange } from "../../change/scan.ts";
import { verifyChange } from "../../change/verify.ts";
import { Failure } from "../../failure.ts";
import type { Change } from "../../github/change.ts";
import { changeFromEvent } from "../../github/change-from-event.ts";
import type { GitHubClient } from "../../github/client/client.ts";
import { githubFailure } from "../../github/client/request-error.ts";
import { defaultBranchChange } from "../../github/read/default-branch.ts";
import { loadPolicy } from "../../github/read/load-policy.ts";
import { scanReportOfChange } from "../../report/scan-report.ts";
import { say, type Terminal } from "../terminal.ts";
import type { ScanFlags } from "./flags.ts";
import { gitHubAccess } from "./github-access.ts";
import type { Judged } from "./judged.ts";
import { localPolicy } from "./local-policy.ts";
import type { Target } from "./target.ts";
import { verificationOf } from "./verification.ts";

type RemoteTarget = Exclude<Target, { type: "path" }>;

/** Scans a pull request or a repository's default branch through GitHub's API; publishes nothing. */
export async function scanRemote(
  target: RemoteTarget,
  flags: Pick<ScanFlags, "config" | "verify" | "verifyBy">,
  terminal: Terminal,
): Promise<Judged> {
  const warn = (text: string) => void say(terminal, text);
  const verification = verificationOf(flags, terminal);
  const { client, webUrl } = await gitHubAccess(target, terminal.env, warn);
  const { owner, repo } = target;
  try {
    const change = await changeOf(client, target);
    const policy =
      flags.config === undefined
        ? await loadPolicy(client, { owner, repo, ref: policyRef(change) })
        : await localPolicy(flags.config, ".", terminal.cwd());
    const scanned = await scanChange(client, change, { policy, webUrl, responses: new Map(), previous: [] });
    const report = await verifyChange(scanned, policy, verification);
    return { report: scanReportOfChange(report, "introduced"), policy };
  } catch (error) {
    throw githubFailure(error, `${owner}/${repo}`);
  }
}

async function changeOf(client: GitHubClient, target: RemoteTarget): Promise<Change> {
  const { owner, repo } = target;
  if (target.type === "repository") return defaultBranchChange(client, owner, repo);
  const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}";
  const { data } = await client.request(route, { owner, repo, pull_number: target.number });
  const change = changeFromEvent("pull_request", { action: "opened", pull_request: data });
  if (change.type === "none") throw new Failure("incomplete", change.reason);
  return change;
}
