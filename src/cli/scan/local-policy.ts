import { constants } from "node:fs";
import { access, type FileHandle, open } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Failure } from "../../failure.ts";
import { defaultPolicy, type Policy } from "../../policy/policy.ts";
import { checkoutAround } from "../../source/git/checkout.ts";
import { askGit } from "../../source/git/git.ts";
import { folderOf } from "./repository-paths.ts";

const file = ".github/keyhawk.yml";

/** Far longer than any configuration. */
const longestText = 1024 * 1024;

/**
 * The policy of a local scan: the file that the caller names, else `.github/keyhawk.yml` of the repository that contains
 * the scanned path (outside a repository, of that folder), else the defaults.
 */
export async function localPolicy(named: string | undefined, path: string, folder: string): Promise<Policy> {
  if (named !== undefined) {
    const text = await readText(resolve(folder, named), "of the call");
    if (text === null) {
      throw new Failure("configuration", `There is no configuration ${named}: write one with \`keyhawk init\`.`);
    }
    return parsed(text, named);
  }
  const start = folderOf(resolve(folder, path));
  try {
    await access(start, constants.X_OK);
  } catch (error) {
    if (codeOf(error) === "EACCES") throw new Failure("usage", `${path} cannot be read: it is not permitted.`);
  }
  const text = await readText(join(checkoutAround(start) ?? start, file), "of the repository");
  return text === null ? defaultPolicy : parsed(text, file);
}

/**
 * The policy of a push to a repository on a server: the file that the caller names, else `.github/keyhawk.yml` of the
 * default branch before the push, else the defaults.
 */
export async function receivingPolicy(named: string | undefined, folder: string): Promise<Policy> {
  if (named !== undefined) return localPolicy(named, ".", folder);
  const blob = `HEAD:${file}`;
  const size = askGit(folder, ["cat-file", "-s", blob]);
  if (size === null) return defaultPolicy;
  if (Number(size) > longestText) throw tooLong(file);
  return parsed(askGit(folder, ["cat-file", "blob", blob]) ?? "", file);
}

async function parsed(text: string, name: string): Promise<Policy> {
  // Loading the parser takes time, so it is loaded only when there is something to parse.
  const [{ parsePolicy }, { mergePolicy }] = await Promise.all([
    import("../../policy/parse-policy.ts"),
    import("../../policy/merge-policy.ts"),
  ]);
  return mergePolicy(parsePolicy(text, name));
}

/**
 * The text of a configuration; null when there is none. The caller may name anything readable, such as a pipe. In a
 * repository anyone may have committed a link to a device, so only a regular file counts.
 */
async function readText(path: string, whose: "of the call" | "of the repository"): Promise<string | null> {
  let handle: FileHandle | null = null;
  try {
    handle = await open(path, whose === "of the call" ? constants.O_RDONLY : constants.O_RDONLY | constants.O_NONBLOCK);
    if (whose === "of the repository" && !(await handle.stat()).isFile()) {
      throw new Failure(
        "configuration",
        `The configuration ${path} is not a regular file: write one there, or remove it.`,
      );
    }
    return await readBounded(handle, path);
  } catch (error) {
    if (error instanceof Failure) throw error;
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw new Failure("configuration", `The configuration ${path} cannot be read: ${code}.`, { cause: error });
  } finally {
    await handle?.close();
  }
}

async function readBounded(handle: FileHandle, path: string): Promise<string> {
  const bytes = Buffer.alloc(longestText + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length < bytes.length; ) {
    read = (await handle.read(bytes, length)).bytesRead;
    length += read;
  }
  if (length <= longestText) return bytes.toString("utf8", 0, length);
  throw tooLong(path);
}

function tooLong(path: string): Failure {
  return new Failure("configuration", `The configuration ${path} is larger than 1 MB, which none needs to be.`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown error";
}
