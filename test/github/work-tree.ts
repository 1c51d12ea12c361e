import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gitEnvironment } from "../git-environment.ts";
import { headOf } from "../git-head.ts";
import { run } from "../process/run.ts";

/** A developer's checkout. */
export type WorkTree = Awaited<ReturnType<typeof createWorkTree>>;

/** Makes an empty repository on the branch `main`, with `origin` at `cloneUrl`. */
export async function createWorkTree(cloneUrl: string) {
  const folder = await mkdtemp(join(tmpdir(), "keyhawk-work-"));
  const env = {
    ...gitEnvironment(),
    GIT_AUTHOR_NAME: "Ann Lee",
    GIT_AUTHOR_EMAIL: "ann@acme.example",
    GIT_COMMITTER_NAME: "Ann Lee",
    GIT_COMMITTER_EMAIL: "ann@acme.example",
  };
  const git = async (...words: string[]) => {
    const { code, stdout, stderr } = await run({ words: ["git", ...words], cwd: folder, env });
    if (code !== 0) throw new Error(`git ${words.join(" ")}: ${stderr}`);
    return stdout.toString().trim();
  };
  await git("init", "--quiet", "--initial-branch=main");
  await git("remote", "add", "origin", cloneUrl);
  return {
    folder,
    git,
    /** Writes files and commits everything. Resolves to the commit's id. */
    async commit(message: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), content);
      }
      await git("add", "--all");
      await git("commit", "--quiet", "--message", message);
      return headOf(folder);
    },
    async remove(): Promise<void> {
      await rm(folder, { recursive: true, force: true });
    },
  };
}
