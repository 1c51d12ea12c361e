import { examineChange } from "../../change/examine.ts";
import { maximumFileBytes } from "../../change/judge-place.ts";
import { withReplacements } from "../../change/replacements.ts";
import { verifyChange } from "../../change/verify.ts";
import { Failure } from "../../failure.ts";
import type { Change } from "../../github/change.ts";
import type { GitHubClient } from "../../github/client/client.ts";
import { githubFailure } from "../../github/client/request-error.ts";
import { fetchPull } from "../../github/pull.ts";
import { defaultBranchChange } from "../../github/read/default-branch.ts";
import { readHeadFile } from "../../github/read/head-file.ts";
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
  flags: Pick<ScanFlags, "config" | "verify" | "verifyBy" | "permissions" | "format">,
  terminal: Terminal,
): Promise<Judged> {
  const warn = (text: string) => void say(terminal, text);
  const verification = verificationOf(flags, terminal);
  const { client, webUrl } = await gitHubAccess(target, terminal.env, warn);
  const { owner, repo } = target;
  try {
    const change = await changeOf(client, target);
    const { config } = flags;
    const examined = await examineChange(client, change, {
      webUrl,
      comments: "never",
      ...(config === undefined ? {} : { loadPolicy: () => localPolicy(config, ".", terminal.cwd()) }),
    });
    const { report, policy } = await verifyChange(examined, verification);
    const { report: replaced, problems } = await withReplacements(
      scanReportOfChange(report, "introduced"),
      async ({ path, commit }) => {
        if (path === null || flags.format !== "text") return null;
        return readHeadFile(client, { owner, repo, commit: commit ?? report.change.headSha, path }, maximumFileBytes);
      },
    );
    for (const sentence of problems) warn(sentence);
    return { report: replaced, policy };
  } catch (error) {
    throw githubFailure(error, `${owner}/${repo}`);
  }
}

async function changeOf(client: GitHubClient, target: RemoteTarget): Promise<Change> {
  if (target.type === "repository") return defaultBranchChange(client, target.owner, target.repo);
  const change = await fetchPull(client, target);
  if (change.type === "none") throw new Failure("incomplete", change.reason);
  return change;
}
