import type { Probot } from "probot";
import type { Fetch } from "../../http/fetch.ts";
import type { Log } from "../log.ts";

/** Milliseconds after which GitHub is asked again. */
const lifetime = 3_600_000;

/**
 * Whether the App has the permission to resolve secret scanning alerts, which is optional. That it lacks it is a line in
 * the log, once. Throws Octokit's error.
 */
export function alertPermission(app: Pick<Probot, "auth">, fetch: Fetch, log: Log): () => Promise<boolean> {
  let known: { readonly allowed: boolean; readonly until: number } | null = null;
  return async () => {
    if (known !== null && known.until > Date.now()) return known.allowed;
    const { data } = await (await app.auth()).request("GET /app", { request: { fetch } });
    const allowed = data?.permissions.secret_scanning_alerts === "write";
    if (!allowed && known === null) {
      log.info("The App lacks secret_scanning_alerts: write, so GitHub's alerts about dead keys are left open.");
    }
    known = { allowed, until: Date.now() + lifetime };
    return allowed;
  };
}
