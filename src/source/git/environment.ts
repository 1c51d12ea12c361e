import { realpathSync } from "node:fs";
import { relative } from "node:path";
import { checkoutAround } from "./checkout.ts";

/** Git's answer must not depend on the language, on replaced objects, or on someone at the keyboard. */
const fixed = {
  LC_ALL: "C",
  GIT_NO_REPLACE_OBJECTS: "1",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0",
  GIT_PAGER: "",
  // What a partial clone left out is named, never fetched; older versions know the second variable only.
  GIT_NO_LAZY_FETCH: "1",
  GIT_ALLOW_PROTOCOL: "none",
  // Nor may a file of this repository give its commits other parents.
  GIT_GRAFT_FILE: "/dev/null",
  // These stand above the options of a diff.
  GIT_DIFF_OPTS: undefined,
  GIT_EXTERNAL_DIFF: undefined,
};

/** By these git tells those whom it calls, such as hooks, which repository it means: `git rev-parse --local-env-vars`. */
const local = [
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  "GIT_COMMON_DIR",
  "GIT_DIR",
  "GIT_IMPLICIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_INTERNAL_SUPER_PREFIX",
  "GIT_OBJECT_DIRECTORY",
  "GIT_PREFIX",
  "GIT_SHALLOW_FILE",
  "GIT_WORK_TREE",
];

/** The environment for git in a folder. What a hook is told of its own repository is not said of any other. */
export function gitEnvironment(directory: string): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env, ...fixed };
  const told = local.filter((name) => process.env[name] !== undefined);
  if (told.length > 0 && !isWhereWeAre(directory)) for (const name of told) delete environment[name];
  return environment;
}

/** True when a folder is in the repository in which this process was started. */
function isWhereWeAre(directory: string): boolean {
  try {
    const [here, there] = [realpathSync(process.cwd()), realpathSync(directory)];
    const own = checkoutAround(here);
    return checkoutAround(there) === own && (own !== null || !relative(here, there).startsWith(".."));
  } catch {
    return false;
  }
}
