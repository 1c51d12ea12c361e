import { type Run, runStep } from "../test/action/runner.ts";
import { startGitHub } from "../test/github/github.ts";
import { createWorkTree } from "../test/github/work-tree.ts";

const repository = "acme/bench";

/** A pull request, and the workflow step that handles it. */
interface PreparedStep extends AsyncDisposable {
  /** @throws Error when the step ends with another code than the expected one */
  run(env?: Run["env"]): Promise<void>;
}

/** Opens a pull request that adds files, on a GitHub of its own. */
export async function prepareStep(files: Record<string, string>, expectedCode: number): Promise<PreparedStep> {
  const github = await startGitHub();
  const { cloneUrl } = await github.createRepository(repository);
  const tree = await createWorkTree(cloneUrl);
  await tree.commit("Begin", { "README.md": "# bench\n" });
  await tree.git("push", "--quiet", "origin", "HEAD:main");
  await tree.git("checkout", "--quiet", "-b", "feature");
  await tree.commit("Change", files);
  await tree.git("push", "--quiet", "origin", "feature");
  await tree.remove();
  const { number } = await github.openPullRequest({ repository, title: "Change", head: "feature" });
  const permissions = { contents: "read", checks: "write", pull_requests: "write" } as const;
  const step: Run = {
    event: "pull_request",
    payload: await github.pullRequestEvent(repository, number),
    repository,
    serverUrl: github.url,
    apiUrl: github.apiUrl,
    token: github.createToken({ repository, permissions }),
  };
  return {
    async run(env = {}) {
      const { code, stderr } = await runStep({ ...step, env });
      if (code !== expectedCode) throw new Error(`The step ended with ${code}: ${stderr}`);
    },
    [Symbol.asyncDispose]: () => github.close(),
  };
}
