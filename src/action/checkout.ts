import { existsSync } from "node:fs";
import { join } from "node:path";

/** The folder of the checkout; null when the workflow has not checked the repository out. */
export function checkoutOf(env: NodeJS.ProcessEnv): string | null {
  const folder = env.GITHUB_WORKSPACE;
  return folder !== undefined && existsSync(join(folder, ".git")) ? folder : null;
}

/**
 * Lets git read a checkout that belongs to another user, as in a job that runs in a container; git would refuse it as
 * being of "dubious ownership". Applies to this one folder and this process only.
 */
export function trustCheckout(env: NodeJS.ProcessEnv, folder: string): void {
  const count = Number(env.GIT_CONFIG_COUNT ?? 0);
  env.GIT_CONFIG_COUNT = String(count + 1);
  env[`GIT_CONFIG_KEY_${count}`] = "safe.directory";
  env[`GIT_CONFIG_VALUE_${count}`] = folder;
}
