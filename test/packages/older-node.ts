import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { call } from "../cli/command.ts";

const cache = resolve(import.meta.dirname, "../../node_modules/.cache");

/**
 * A Node of another version, from its package on npm, which is fetched once and stored beside the other caches.
 * Null where npm cannot fetch it.
 */
export async function olderNode(version: string): Promise<string | null> {
  const folder = join(cache, `keyhawk-node-${version}`);
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const program = join(folder, "node_modules", name, "bin/node");
  if (existsSync(program)) return program;
  await mkdir(folder, { recursive: true });
  const options = ["--no-save", "--no-audit", "--no-fund", "--no-package-lock", "--prefix", folder];
  const { code } = await call("npm", ["install", ...options, `${name}@${version}`], { cwd: folder });
  return code === 0 && existsSync(program) ? program : null;
}
