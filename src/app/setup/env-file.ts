import { chmodSync, readFileSync, renameSync, type Stats, statSync, writeFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { Failure } from "../../failure.ts";
import type { Environment } from "../environment.ts";

/** The permission bits of everyone except the owner. */
const others = 0o077;

/**
 * Reads a file of environment variables, and makes it readable by its owner only, because it holds the App's private
 * key. Empty when there is no file. Throws a `Failure` when it cannot be read or made private.
 */
export function readEnvFile(path: string): Environment {
  const file = statSync(path, { throwIfNoEntry: false });
  if (file === undefined) return {};
  if (file.isFile()) keepPrivate(path, file);
  try {
    return parseEnv(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Failure(
      "configuration",
      `The file ${path} cannot be read: ${error instanceof Error ? error.message : ""}.`,
    );
  }
}

function keepPrivate(path: string, { mode }: Stats): void {
  if (process.platform === "win32" || (mode & others) === 0) return;
  try {
    chmodSync(path, mode & 0o700);
  } catch {
    throw new Failure(
      "configuration",
      `Others can read ${path}, which holds the App's private key, and Keyhawk may not change that. Run \`chmod 600 ${path}\` as its owner.`,
    );
  }
}

/**
 * Sets variables in a file of environment variables that only its owner may read; its other variables are unchanged.
 */
export function writeEnvFile(path: string, variables: Readonly<Record<string, string>>): void {
  const before = statSync(path, { throwIfNoEntry: false }) === undefined ? "" : readFileSync(path, "utf8");
  const kept = Object.entries(parseEnv(before)).filter(([name]) => !(name in variables));
  const lines = [...kept, ...Object.entries(variables)].map(([name, value]) => `${name}=${quoted(value ?? "")}\n`);
  // The new file is private from its first byte, whatever the permissions of the old one.
  const fresh = `${path}.${process.pid}.new`;
  writeFileSync(fresh, lines.join(""), { mode: 0o600, flag: "wx" });
  renameSync(fresh, path);
}

/** One line that `parseEnv` parses back to the same text. */
function quoted(value: string): string {
  if (/^[\w./:@+=-]*$/.test(value)) return value;
  return value.includes('"') ? `'${value}'` : `"${value.replaceAll("\n", "\\n")}"`;
}
