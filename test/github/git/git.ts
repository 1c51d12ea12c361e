import { spawn } from "node:child_process";
import { gitEnvironment } from "../../git-environment.ts";

/** Git ended with an error; `message` is what it said. */
export class GitError extends Error {
  override readonly name = "GitError";
}

const identity = {
  GIT_AUTHOR_NAME: "GitHub",
  GIT_AUTHOR_EMAIL: "noreply@github.example",
  GIT_COMMITTER_NAME: "GitHub",
  GIT_COMMITTER_EMAIL: "noreply@github.example",
};

/** Environment of the git that runs on GitHub's side. */
export const serverEnvironment: NodeJS.ProcessEnv = { ...gitEnvironment(), ...identity };

/** Runs git on a bare repository; resolves to its standard output. Rejects with {@link GitError}. */
export function git(gitDir: string, ...words: string[]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", ["--git-dir", gitDir, ...words], {
      env: serverEnvironment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output: Buffer[] = [];
    let complaint = "";
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaint += text;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(output));
      else reject(new GitError(`git ${words.join(" ")}: ${complaint.trim()}`));
    });
  });
}

/** As {@link git}, as text without the last line end; null when git ended with an error. */
export async function ask(gitDir: string, ...words: string[]): Promise<string | null> {
  try {
    return (await git(gitDir, ...words)).toString("utf8").replace(/\n$/, "");
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}
