import * as z from "zod";
import { usualAskLimit } from "../change/admit.ts";
import { writeIntervalName } from "../github/client/write-interval.ts";
import { hookVariables } from "../respond/hook/settings.ts";
import { type Environment, resolveFiles } from "./environment.ts";
import { roles } from "./role.ts";
import type { Settings } from "./settings.ts";
import { tracingVariables } from "./tracing/settings.ts";

const levels = ["trace", "debug", "info", "warn", "error", "fatal"] as const;

/** The App's environment variables, with their defaults. */
const variables = z.object({
  HOST: z.string().default("localhost"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  LOG_LEVEL: z.enum(levels).default("info"),
  LOG_FORMAT: z.enum(["json", "pretty"]).optional(),
  WEBHOOK_PATH: z.string().startsWith("/").default("/api/github/webhooks"),
  WEBHOOK_PROXY_URL: z.url().optional(),
  GHE_HOST: z.string().optional(),
  GHE_PROTOCOL: z.enum(["https", "http"]).default("https"),
  APP_ID: z.coerce.number().int().positive().optional(),
  PRIVATE_KEY: z.string().optional(),
  PRIVATE_KEY_PATH: z.string().optional(),
  WEBHOOK_SECRET: z.string().optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  KEYHAWK_DATA: z.string().default(".keyhawk/data"),
  KEYHAWK_HOOK_URL: z.string().default(""),
  KEYHAWK_HOOK_SECRET: z.string().default(""),
  KEYHAWK_SEALING_KEY: z.string().optional(),
  [writeIntervalName]: z.string().optional(),
  KEYHAWK_ASK_LIMIT: z.string().optional(),
  KEYHAWK_ASK_LIMIT_AUTHOR: z.coerce
    .number()
    .int()
    .min(0)
    .default(4 * usualAskLimit),
  KEYHAWK_HISTORY_CONCURRENCY: z.coerce.number().int().min(0).max(16).default(1),
  KEYHAWK_HISTORY_DISK: z.coerce.number().int().min(1).default(10_000),
  KEYHAWK_REPORT_REPOSITORY: z.string().default(""),
  KEYHAWK_RETENTION: z.coerce.number().int().min(30).max(36_500).default(400),
  KEYHAWK_LATE_AFTER: z.coerce.number().int().min(1).default(600),
  KEYHAWK_ROLE: z.enum(roles).default("all"),
  KEYHAWK_METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  KEYHAWK_VERIFY: z.string().optional(),
  KEYHAWK_VERIFY_PERMISSIONS: z.string().optional(),
  KEYHAWK_REVOKE: z.string().optional(),
  KEYHAWK_REVOKE_ACTION: z.string().optional(),
  KEYHAWK_REVOKE_GRACE: z.string().optional(),
  KEYHAWK_REVOKE_TOKENS: z.string().optional(),
  OPENAI_ADMIN_KEY: z.string().optional(),
  OPENAI_BASE_URL: z.string().optional(),
  CODEX_AUTHAPI_BASE_URL: z.string().optional(),
});

export type Variables = z.output<typeof variables>;

/** The values that each variable accepts. */
const expected: Readonly<Record<string, string>> = {
  KEYHAWK_ASK_LIMIT_AUTHOR: "a number of keys, 0 or more",
  KEYHAWK_HISTORY_CONCURRENCY: "a number of histories from 0 to 16",
  KEYHAWK_HISTORY_DISK: "a number of megabytes, 1 or more",
  KEYHAWK_RETENTION: "a number of days from 30 to 36500",
  KEYHAWK_LATE_AFTER: "a number of seconds, 1 or more",
  KEYHAWK_ROLE: `one of ${roles.join(", ")}`,
  KEYHAWK_METRICS_PORT: "a port number from 0 to 65535",
  PORT: "a port number from 0 to 65535",
  LOG_LEVEL: `one of ${levels.join(", ")}`,
  LOG_FORMAT: "json or pretty",
  WEBHOOK_PATH: "a path that begins with /",
  WEBHOOK_PROXY_URL: "the URL of a smee.io channel",
  GHE_PROTOCOL: "https or http",
  APP_ID: "the number that GitHub shows on the App's settings page",
  DATABASE_URL: "a URL that begins with postgres://",
};

/** Variables that other modules read from the same environment. */
const otherVariables = [
  "KEYHAWK_FIRST_BYTE_TIMEOUT",
  "KEYHAWK_REQUEST_TIMEOUT",
  "KEYHAWK_HOOK_TIMEOUT",
  ...hookVariables,
  "HTTPS_PROXY",
  "HTTP_PROXY",
  "NO_PROXY",
  ...tracingVariables,
] as const;

/** The names of all variables that the App reads. */
export const variableNames: readonly string[] = [...Object.keys(variables.shape), ...otherVariables];

/** The environment as it was given, files resolved, and its typed part. */
export interface ReadVariables {
  readonly given: Environment;
  readonly set: Variables;
}

/** Reads the environment variables. One that cannot be used is noted in `settings`, and counts as not set. */
export function readVariables(env: Environment, settings: Settings): ReadVariables {
  const given = resolveFiles(env, variableNames, settings.refuse);
  const parsed = variables.safeParse(given);
  if (parsed.success) return { given, set: parsed.data };
  const wrong = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
  for (const name of wrong) {
    settings.refuse(name, `The environment variable ${name} must be ${expected[name] ?? "text"}.`);
  }
  const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name)));
  return { given: rest, set: variables.parse(rest) };
}
