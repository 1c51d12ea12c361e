import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Failure } from "../../failure.ts";
import { defaultPolicy, type Policy } from "../../policy/policy.ts";
import { folderOf, repositoryAround } from "./repository-paths.ts";

const file = join(".github", "keyhawk.yml");

/**
 * The policy of a scan on this machine: the file that the call names, else `.github/keyhawk.yml` of the repository
 * around the scanned path (outside of any: of that folder), else the defaults.
 */
export async function localPolicy(named: string | undefined, path: string, folder: string): Promise<Policy> {
  if (named !== undefined) {
    const text = await readText(resolve(folder, named));
    if (text === null) {
      throw new Failure("configuration", `There is no configuration ${named}: write one with \`keyhawk init\`.`);
    }
    return parsed(text, named);
  }
  const start = folderOf(resolve(folder, path));
  const text = await readText(join(repositoryAround(start) ?? start, file));
  return text === null ? defaultPolicy : parsed(text, file);
}

async function parsed(text: string, name: string): Promise<Policy> {
  // The parser is only worth its time to load where there is something to parse.
  const [{ parsePolicy }, { mergePolicy }] = await Promise.all([
    import("../../policy/parse-policy.ts"),
    import("../../policy/merge-policy.ts"),
  ]);
  return mergePolicy(parsePolicy(text, name));
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT") || isCode(error, "ENOTDIR")) return null;
    throw new Failure("configuration", `The configuration ${path} cannot be read: ${codeOf(error)}.`, { cause: error });
  }
}

function isCode(error: unknown, code: string): boolean {
  return codeOf(error) === code;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown error";
}
