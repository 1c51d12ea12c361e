import { readFileSync } from "node:fs";
import { Failure } from "../failure.ts";

/** Environment variables, in the form of `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

const ending = "_FILE";

/**
 * The variables that are set, including those given as a file: `NAME_FILE` names the file that holds `NAME`. An empty
 * variable counts as not set, as compose files and shells write it. Throws a `Failure` for a file that cannot be read,
 * and for a variable that is given in both ways.
 * @param names of the variables that may be given as a file
 */
export function resolveFiles(env: Environment, names: readonly string[]): Environment {
  const given = Object.entries(env).filter(([, value]) => value !== undefined && value !== "");
  const set: Record<string, string | undefined> = Object.fromEntries(given);
  for (const name of names) {
    const path = set[name + ending];
    if (path === undefined) continue;
    if (set[name] !== undefined) throw refuse(`${name} and ${name}${ending} are both set. Set one of them.`);
    // Editors and `echo` end a file with a newline that is not part of the value.
    set[name] = contentOf(name, path).replace(/\r?\n$/, "");
  }
  return set;
}

function contentOf(name: string, path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw refuse(`The file ${path} of ${name}${ending} cannot be read.`);
  }
}

function refuse(message: string): Failure {
  return new Failure("configuration", message);
}
