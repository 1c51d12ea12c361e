import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Makes an empty bare repository that may be fetched from and pushed to; `git init` and `git config` take processes. */
export async function createBare(gitDir: string, defaultBranch: string): Promise<void> {
  for (const folder of ["objects/info", "objects/pack", "refs/heads", "refs/tags"]) {
    await mkdir(join(gitDir, folder), { recursive: true });
  }
  await writeFile(join(gitDir, "HEAD"), `ref: refs/heads/${defaultBranch}\n`);
  await writeFile(join(gitDir, "config"), configuration);
}

/** Gives a repository the objects of another one, as GitHub does within a network of forks. */
export async function borrowObjects(gitDir: string, from: string): Promise<void> {
  const file = join(gitDir, "objects/info/alternates");
  await writeFile(file, `${join(from, "objects")}\n`, { flag: "a" });
}

const configuration = `[core]
	repositoryformatversion = 0
	filemode = true
	bare = true
[http]
	receivepack = true
[receive]
	autogc = false
[uploadpack]
	allowReachableSHA1InWant = true
	allowFilter = true
`;
