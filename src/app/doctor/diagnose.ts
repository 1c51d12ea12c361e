import { maskKeys } from "../../detect/mask-keys.ts";
import { Failure } from "../../failure.ts";
import { type Configuration, loadConfiguration } from "../configuration.ts";
import type { Environment } from "../environment.ts";
import { type Check, ok, problem, warning } from "./check.ts";
import { checkDatabase } from "./database-check.ts";
import { checkGitHub } from "./github-check.ts";
import { checkHook } from "./hook-check.ts";
import { checkOpenAI } from "./openai-check.ts";

/**
 * Looks at everything that the App needs: its settings, its registration on GitHub, its database, the hook and OpenAI.
 * Changes nothing, sends no key but the App's own credentials, and never throws for what is wrong.
 */
export async function diagnose(options: { readonly envFile?: string }, env: Environment): Promise<readonly Check[]> {
  let configuration: Configuration;
  try {
    configuration = loadConfiguration(options, env);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [masked(problem("settings", error.message, "Correct them; docs/app.md describes each."))];
  }
  const { credentials, database, hook, verification, revocation } = configuration;
  const groups = await Promise.all([
    credentials === null
      ? [problem("credentials", "The App has no credentials yet.", "Run `keyhawk serve` and open its setup page.")]
      : checkGitHub(configuration, credentials),
    checkDatabase(database),
    hook === null ? withoutHook(configuration) : checkHook(hook),
    checkOpenAI(verification, revocation),
  ]);
  return [ok("settings", "Every setting can be read."), ...groups.flat()].map(masked);
}

function withoutHook({ revocation }: Configuration): Check {
  if (revocation.mode === "proven")
    return ok("response", "Keyhawk revokes keys itself, where OpenAI proves whose they are.");
  if (revocation.mode === "by-hand") return ok("response", "Keyhawk revokes keys when a person asks for it.");
  if (revocation.tokens !== undefined) return ok("response", "Keyhawk revokes tokens of ChatGPT logins.");
  return warning(
    "response",
    "Keys are reported and nothing revokes them.",
    "Set OPENAI_ADMIN_KEY, or KEYHAWK_HOOK_URL and KEYHAWK_HOOK_SECRET.",
  );
}

function masked(check: Check): Check {
  return { ...check, found: maskKeys(check.found), advice: check.advice === null ? null : maskKeys(check.advice) };
}
