import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import * as z from "zod";
import { readAskLimit, usualAskLimit } from "../change/admit.ts";
import { Failure } from "../failure.ts";
import { parseWriteInterval, writeIntervalName } from "../github/client/write-interval.ts";
import { type Network, readNetwork } from "../http/network.ts";
import { readSeconds } from "../http/timeouts.ts";
import type { AskingBounds } from "../incident/asked-keys.ts";
import type { DatabasePlace } from "../incident/database.ts";
import { deriveSealingKey } from "../incident/seal.ts";
import { type HookSettings, hookVariables, parseHookSettings, readHookReach } from "../respond/hook/settings.ts";
import { openaiFrom, openaiVariables } from "../respond/openai/variables.ts";
import { parseRevocation, type RevocationSettings } from "../respond/revoke/settings.ts";
import { parseVerification, type VerificationSettings } from "../respond/verify/settings.ts";
import { type Environment, resolveFiles } from "./environment.ts";

/** The credentials of the App. */
export interface Credentials {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
}

/** The whole configuration of the App; nothing reads the environment after it. */
export interface Configuration {
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  readonly logLevel: z.output<typeof variables>["LOG_LEVEL"];
  readonly logFormat: "json" | "pretty" | undefined;
  readonly webhookPath: string;
  /** A smee.io channel that forwards webhooks during development; null for none. */
  readonly webhookProxy: string | null;
  /** Null: the App is not registered yet, and the setup page is served. */
  readonly credentials: Credentials | null;
  /** The 32-byte key that seals keys in pending jobs; null when neither it nor a private key is set. */
  readonly sealingKey: Uint8Array | null;
  /** Root of the REST API, without a final slash. */
  readonly apiUrl: string;
  /** Origin of web links, without a final slash. */
  readonly webUrl: string;
  readonly database: DatabasePlace;
  readonly hook: HookSettings | null;
  readonly verification: VerificationSettings;
  readonly revocation: RevocationSettings;
  /** Limits on the keys that OpenAI and the hook are asked about. */
  readonly askingBounds: AskingBounds;
  /** Milliseconds between two writes to GitHub; null for the default of one second. */
  readonly writeInterval: number | null;
  readonly network: Network;
}

const levels = ["trace", "debug", "info", "warn", "error", "fatal"] as const;

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
  KEYHAWK_ASK_LIMIT_AUTHOR: z.coerce
    .number()
    .int()
    .min(0)
    .default(4 * usualAskLimit),
  KEYHAWK_VERIFY: z.string().optional(),
  KEYHAWK_REVOKE: z.string().optional(),
  KEYHAWK_REVOKE_GRACE: z.string().optional(),
  OPENAI_ADMIN_KEY: z.string().optional(),
  OPENAI_BASE_URL: z.string().optional(),
  CODEX_AUTHAPI_BASE_URL: z.string().optional(),
});

type Variables = z.output<typeof variables>;

/** The values that each variable accepts. */
const expected: Readonly<Record<string, string>> = {
  KEYHAWK_ASK_LIMIT_AUTHOR: "a number of keys, 0 or more",
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
] as const;

/** Reads the environment. Throws a `Failure` that names the variable and the values that it accepts. */
export function readConfiguration(env: Environment): Configuration {
  const given = resolveFiles(env, [...Object.keys(variables.shape), ...otherVariables]);
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0]);
    throw refuse(`The environment variable ${name} must be ${expected[name] ?? "text"}.`);
  }
  const set = parsed.data;
  const credentials = readCredentials(set);
  const network = readNetwork(given);
  const hookTimeout = readSeconds("KEYHAWK_HOOK_TIMEOUT", given);
  const server = set.GHE_HOST === undefined ? null : `${set.GHE_PROTOCOL}://${set.GHE_HOST}`;
  return {
    host: set.HOST,
    port: set.PORT,
    logLevel: set.LOG_LEVEL,
    logFormat: set.LOG_FORMAT,
    webhookPath: set.WEBHOOK_PATH,
    webhookProxy: set.WEBHOOK_PROXY_URL ?? null,
    credentials,
    sealingKey: readSealingKey(set, credentials),
    apiUrl: server === null ? "https://api.github.com" : `${server}/api/v3`,
    webUrl: server ?? "https://github.com",
    database:
      set.DATABASE_URL === undefined
        ? { type: "folder", path: set.KEYHAWK_DATA }
        : { type: "server", url: set.DATABASE_URL },
    hook: parseHookSettings(set.KEYHAWK_HOOK_URL, set.KEYHAWK_HOOK_SECRET, {
      network,
      ...readHookReach(given),
      ...(hookTimeout === null ? {} : { timeout: hookTimeout }),
    }),
    askingBounds: { perChange: readAskLimit(given), perAuthor: set.KEYHAWK_ASK_LIMIT_AUTHOR },
    verification: parseVerification(
      {
        mode: set.KEYHAWK_VERIFY,
        ...openaiFrom(set),
      },
      {
        mode: "KEYHAWK_VERIFY",
        ...openaiVariables,
      },
      network,
    ),
    revocation: parseRevocation(
      {
        revoke: set.KEYHAWK_REVOKE,
        grace: set.KEYHAWK_REVOKE_GRACE,
        ...openaiFrom(set),
      },
      {
        revoke: "KEYHAWK_REVOKE",
        grace: "KEYHAWK_REVOKE_GRACE",
        ...openaiVariables,
      },
      network,
    ),
    writeInterval: parseWriteInterval(set[writeIntervalName]),
    network,
  };
}

function readCredentials(set: Variables): Credentials | null {
  const { APP_ID: appId, WEBHOOK_SECRET: webhookSecret } = set;
  const privateKey = readPrivateKey(set);
  if (appId === undefined && privateKey === null) return null;
  if (appId === undefined)
    throw refuse("PRIVATE_KEY is set and APP_ID is not. Set both, or neither to register an App.");
  if (privateKey === null)
    throw refuse("APP_ID is set and PRIVATE_KEY is not. Set it, or PRIVATE_KEY_PATH to its file.");
  if (webhookSecret === undefined) {
    throw refuse("WEBHOOK_SECRET is not set: without it anyone could send webhooks. Copy it from the App's settings.");
  }
  return { appId, privateKey, webhookSecret };
}

function readPrivateKey({ PRIVATE_KEY: inline, PRIVATE_KEY_PATH: path }: Variables): string | null {
  if (inline === undefined && path === undefined) return null;
  const name = inline === undefined ? "PRIVATE_KEY_PATH" : "PRIVATE_KEY";
  const pem = inline === undefined ? readPem(path ?? "") : unfoldPem(inline);
  try {
    createPrivateKey(pem);
  } catch {
    throw refuse(`${name} holds no private key in PEM form. Take the .pem file that GitHub gave you, whole.`);
  }
  return pem;
}

function readPem(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw refuse(`The file ${path} of PRIVATE_KEY_PATH cannot be read.`);
  }
}

/** Platforms that accept only one line are given ` ` as two characters, or the whole value in base64. */
function unfoldPem(text: string): string {
  if (!text.includes("-----BEGIN")) return Buffer.from(text, "base64").toString("utf8");
  return text.replaceAll("\\n", "\n");
}

function readSealingKey({ KEYHAWK_SEALING_KEY: text }: Variables, credentials: Credentials | null): Uint8Array | null {
  if (text === undefined) return credentials === null ? null : deriveSealingKey(credentials.privateKey);
  const key = Buffer.from(text, "base64");
  if (key.length !== 32)
    throw refuse("KEYHAWK_SEALING_KEY must be 32 random bytes in base64: `openssl rand -base64 32`.");
  return key;
}

function refuse(message: string): Failure {
  return new Failure("configuration", message);
}
