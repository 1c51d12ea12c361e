import { realpathSync } from "node:fs";
import { relative } from "node:path";
import { checkoutAround } from "./checkout.ts";

/** Git's output must not depend on the language, replacement objects, or interaction with a user. */
const fixed = {
  LC_ALL: "C",
  GIT_NO_REPLACE_OBJECTS: "1",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0",
  GIT_PAGER: "",
  // Objects that a partial clone omitted are reported, never fetched; older versions know only the second variable.
  GIT_NO_LAZY_FETCH: "1",
  GIT_ALLOW_PROTOCOL: "none",
  // A grafts file of this repository must not change the parents of its commits.
  GIT_GRAFT_FILE: "/dev/null",
  // These take precedence over the options of a diff.
  GIT_DIFF_OPTS: undefined,
  GIT_EXTERNAL_DIFF: undefined,
};

/** The variables through which git passes the repository to its hooks: `git rev-parse --local-env-vars`. */
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

/**
 * The environment for git in a folder. Variables that describe a hook's own repository are not passed on for any other.
 */
export function gitEnvironment(directory: string): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env, ...fixed };
  const inherited = local.filter((name) => process.env[name] !== undefined);
  if (inherited.length > 0 && !isWhereWeAre(directory)) for (const name of inherited) delete environment[name];
  return environment;
}

/** True when a folder is in the repository in which this process started. */
function isWhereWeAre(directory: string): boolean {
  try {
    const [here, there] = [realpathSync(process.cwd()), realpathSync(directory)];
    const own = checkoutAround(here);
    return checkoutAround(there) === own && (own !== null || !relative(here, there).startsWith(".."));
  } catch {
    return false;
  }
}
