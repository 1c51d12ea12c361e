import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A bare repository in the temporary folder, created by `git fast-import` unless an earlier run created it.
 * @param name its folder's name, with a version that changes with the content
 * @param commands the input of fast-import
 * @param packing how the objects are packed: anew, as fast-import left them, or so with the bitmap that a server uses
 */
export async function importedRepository(
  name: string,
  commands: () => Iterable<string>,
  packing: "as imported" | "repacked" | "with a bitmap",
): Promise<string> {
  const path = join(tmpdir(), name);
  if (existsSync(path)) return path;
  const building = `${path}.${process.pid}`;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building);
  spawnSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", building], { stdio: "inherit" });
  const child = spawn("git", ["fast-import", "--quiet", "--depth=50"], {
    cwd: building,
    stdio: ["pipe", "ignore", "inherit"],
  });
  for (const command of commands()) if (!child.stdin.write(command)) await once(child.stdin, "drain");
  child.stdin.end();
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error("git fast-import failed");
  const options = { repacked: ["-adfq", "--depth=50", "--window=10"], "with a bitmap": ["-adbq"] };
  if (packing !== "as imported") {
    spawnSync("git", ["repack", ...options[packing]], { cwd: building, stdio: "inherit" });
  }
  renameSync(building, path);
  return path;
}

/** A commit in the format of fast-import. */
export function commitCommand(commit: {
  readonly mark: number;
  readonly ref: string;
  readonly parents: readonly number[];
  readonly files: ReadonlyMap<string, string>;
}): string {
  const { mark, ref, parents, files } = commit;
  const message = `Change ${mark}`;
  const [from, ...merged] = parents;
  return [
    `commit ${ref}\nmark :${mark}\ncommitter A <a@example.com> ${1_700_000_000 + mark} +0000\n`,
    `data ${message.length}\n${message}\n`,
    from === undefined ? "" : `from :${from}\n`,
    ...merged.map((parent) => `merge :${parent}\n`),
    ...[...files].map(([path, text]) => `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`),
  ].join("");
}
