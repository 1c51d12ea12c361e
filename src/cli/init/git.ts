import { execFile } from "node:child_process";

/** What a git command prints, without the last line end; null when it fails. */
export function git(folder: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile("git", args, { cwd: folder, windowsHide: true }, (error, stdout) => {
      resolve(error ? null : stdout.replace(/\r?\n$/, ""));
    });
  });
}
