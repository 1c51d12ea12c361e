import { readFileSync } from "node:fs";

/** Environment variables, in the form of `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

const ending = "_FILE";

/**
 * The variables that are set, including those given as a file: `NAME_FILE` names the file that holds `NAME`. An empty
 * variable counts as not set, as compose files and shells write it.
 * @param names of the variables that may be given as a file
 * @param refuse is called for a file that cannot be read, and for a variable that is given in both ways
 */
export function resolveFiles(
  env: Environment,
  names: readonly string[],
  refuse: (name: string, message: string) => void,
): Environment {
  const given = Object.entries(env).filter(([, value]) => value !== undefined && value !== "");
  const set: Record<string, string | undefined> = Object.fromEntries(given);
  for (const name of names) {
    const path = set[name + ending];
    if (path === undefined) continue;
    if (set[name] !== undefined) {
      refuse(name, `${name} and ${name}${ending} are both set. Set one of them.`);
      continue;
    }
    const content = contentOf(path);
    if (content === null) refuse(name, `The file ${path} of ${name}${ending} cannot be read.`);
    // Editors and `echo` end a file with a newline that is not part of the value.
    else set[name] = content.replace(/\r?\n$/, "");
  }
  return set;
}

function contentOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
