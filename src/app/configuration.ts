import { readAskLimit } from "../change/admit.ts";
import { parseWriteInterval, writeIntervalName } from "../github/client/write-interval.ts";
import { directNetwork, type Network, readNetwork } from "../http/network.ts";
import { readSeconds } from "../http/timeouts.ts";
import type { AskingBounds } from "../incident/asked-keys.ts";
import type { DatabasePlace } from "../incident/database.ts";
import { deriveSealingKey } from "../incident/seal.ts";
import { recipientName } from "../respond/hook/recipient.ts";
import { type HookSettings, parseHookSecret, parseHookSettings, readHookReach } from "../respond/hook/settings.ts";
import { openaiFrom, openaiVariables } from "../respond/openai/variables.ts";
import { parseRevocation, type RevocationSettings } from "../respond/revoke/settings.ts";
import { parseVerification, type VerificationSettings } from "../respond/verify/settings.ts";
import { type Credentials, credentialVariables, parseSealingKey, readCredentials } from "./credentials.ts";
import type { Environment } from "./environment.ts";
import { parseReportRepositories, type ReportRepository } from "./overview/report-repositories.ts";
import { checkRole, type Role } from "./role.ts";
import { createSettings, type Settings } from "./settings.ts";
import { readEnvFile } from "./setup/env-file.ts";
import { readTracing, type TracingSettings, tracingChecks } from "./tracing/settings.ts";
import { type ReadVariables, readVariables, type Variables } from "./variables.ts";

/** How the histories of repositories are scanned that the App is installed on. */
export interface HistorySettings {
  /** How many at once in this process; 0 for none. */
  readonly concurrency: number;
  /** Bytes on disk that one of them may take. */
  readonly mostBytes: number;
  /** `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, for git. */
  readonly proxy: Readonly<Record<string, string | undefined>>;
}

/** The whole configuration of the App; nothing reads the environment after it. */
export interface Configuration {
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  readonly logLevel: Variables["LOG_LEVEL"];
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
  readonly histories: HistorySettings;
  /** Where the issues about the keys of organisations are. */
  readonly reportRepositories: readonly ReportRepository[];
  /** Days after which what serves to update published results is deleted; never the record of incidents. */
  readonly retention: number;
  /** Seconds that a job which could run may wait before the App counts as late. */
  readonly lateAfter: number;
  /** Where Prometheus reads metrics; null for nowhere. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  /** Where OpenTelemetry's traces go; null for nowhere. */
  readonly tracing: TracingSettings | null;
  /** What this process does. */
  readonly role: Role;
  readonly network: Network;
}

/**
 * Reads the environment together with the file of environment variables that the setup page writes; variables of the
 * environment take precedence. Throws like {@link readConfiguration}, and when the file cannot be read.
 */
export function loadConfiguration(
  { envFile = ".env" }: { readonly envFile?: string },
  env: Environment,
): Configuration {
  return readConfiguration({ ...readEnvFile(envFile), ...env });
}

/** Reads the environment. Throws a `Failure` that lists each variable that is wrong and the values that it accepts. */
export function readConfiguration(env: Environment): Configuration {
  const settings = createSettings();
  const { given, set } = readVariables(env, settings);
  const credentials = settings.read(credentialVariables, null, () => readCredentials(set));
  const sealingKey = settings.read(["KEYHAWK_SEALING_KEY"], null, () => parseSealingKey(set.KEYHAWK_SEALING_KEY));
  const writeInterval = settings.read([writeIntervalName], null, () => parseWriteInterval(set[writeIntervalName]));
  const perChange = settings.read(["KEYHAWK_ASK_LIMIT"], 0, () => readAskLimit(given));
  const reportRepositories = settings.read(["KEYHAWK_REPORT_REPOSITORY"], [], () =>
    parseReportRepositories(set.KEYHAWK_REPORT_REPOSITORY),
  );
  const network = readNetworkOf(settings, given);
  const hook = readHook(settings, { given, set }, network);
  const { verification, revocation } = readOpenAI(settings, set, network);
  const tracing = readTracingOf(settings, given);
  const database: DatabasePlace =
    set.DATABASE_URL === undefined
      ? { type: "folder", path: set.KEYHAWK_DATA }
      : { type: "server", url: set.DATABASE_URL };
  settings.read(["KEYHAWK_ROLE", "DATABASE_URL"], undefined, () => checkRole(set.KEYHAWK_ROLE, database));
  settings.check();
  const server = set.GHE_HOST === undefined ? null : `${set.GHE_PROTOCOL}://${set.GHE_HOST}`;
  return {
    host: set.HOST,
    port: set.PORT,
    logLevel: set.LOG_LEVEL,
    logFormat: set.LOG_FORMAT,
    webhookPath: set.WEBHOOK_PATH,
    webhookProxy: set.WEBHOOK_PROXY_URL ?? null,
    credentials,
    sealingKey: sealingKey ?? (credentials === null ? null : deriveSealingKey(credentials.privateKey)),
    apiUrl: server === null ? "https://api.github.com" : `${server}/api/v3`,
    webUrl: server ?? "https://github.com",
    database,
    role: set.KEYHAWK_ROLE,
    hook,
    askingBounds: { perChange, perAuthor: set.KEYHAWK_ASK_LIMIT_AUTHOR },
    verification,
    revocation,
    writeInterval,
    reportRepositories,
    histories: {
      concurrency: set.KEYHAWK_HISTORY_CONCURRENCY,
      mostBytes: Math.floor((set.KEYHAWK_HISTORY_DISK * 1_000_000) / Math.max(1, set.KEYHAWK_HISTORY_CONCURRENCY)),
      proxy: proxyOf(given),
    },
    retention: set.KEYHAWK_RETENTION,
    lateAfter: set.KEYHAWK_LATE_AFTER,
    metrics: set.KEYHAWK_METRICS_PORT === undefined ? null : { host: set.HOST, port: set.KEYHAWK_METRICS_PORT },
    tracing,
    network,
  };
}

function proxyOf(given: Environment): HistorySettings["proxy"] {
  const names = ["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"];
  return Object.fromEntries(names.map((name) => [name, given[name.toLowerCase()] ?? given[name]]));
}

const timeouts = ["KEYHAWK_REQUEST_TIMEOUT", "KEYHAWK_FIRST_BYTE_TIMEOUT"] as const;

function readNetworkOf(settings: Settings, given: Environment): Network {
  // Each by itself, so that both are reported.
  for (const name of timeouts) settings.read([name], null, () => readSeconds(name, given));
  const names = [...timeouts, "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"];
  return settings.read(names, directNetwork, () => readNetwork(given));
}

function readTracingOf(settings: Settings, given: Environment): TracingSettings | null {
  for (const [name, check] of Object.entries(tracingChecks)) {
    const text = given[name];
    if (text !== undefined) settings.read([name], null, () => check(text));
  }
  return settings.read(["OTEL_EXPORTER_OTLP_PROTOCOL"], null, () => readTracing(given));
}

function readHook(settings: Settings, { given, set }: ReadVariables, network: Network): HookSettings | null {
  const { KEYHAWK_HOOK_URL: url, KEYHAWK_HOOK_SECRET: secret } = set;
  const { KEYHAWK_HOOK_ALLOW_PRIVATE, KEYHAWK_HOOK_SHAPE, [recipientName]: key } = given;
  const timeout = settings.read(["KEYHAWK_HOOK_TIMEOUT"], null, () => readSeconds("KEYHAWK_HOOK_TIMEOUT", given));
  const usual = readHookReach({});
  const { shape } = settings.read(["KEYHAWK_HOOK_SHAPE"], usual, () => readHookReach({ KEYHAWK_HOOK_SHAPE }));
  const { recipient } = settings.read([recipientName], usual, () => readHookReach({ [recipientName]: key }));
  const { innerAddresses } = settings.read(["KEYHAWK_HOOK_ALLOW_PRIVATE"], usual, () =>
    readHookReach({ KEYHAWK_HOOK_ALLOW_PRIVATE }),
  );
  if (secret !== "") settings.read(["KEYHAWK_HOOK_SECRET"], secret, () => parseHookSecret(secret));
  const reach = { network, shape, recipient, innerAddresses, ...(timeout === null ? {} : { timeout }) };
  return settings.read(["KEYHAWK_HOOK_URL", "KEYHAWK_HOOK_SECRET"], null, () => parseHookSettings(url, secret, reach));
}

function readOpenAI(settings: Settings, set: Variables, network: Network) {
  const names = Object.values(openaiVariables);
  const verifying = ["KEYHAWK_VERIFY", "KEYHAWK_VERIFY_PERMISSIONS"];
  const off = { mode: "off" } as const;
  return {
    verification: settings.read<VerificationSettings>([...verifying, ...names], off, () =>
      parseVerification(
        { mode: set.KEYHAWK_VERIFY, permissions: set.KEYHAWK_VERIFY_PERMISSIONS, ...openaiFrom(set) },
        { mode: "KEYHAWK_VERIFY", permissions: "KEYHAWK_VERIFY_PERMISSIONS", ...openaiVariables },
        network,
      ),
    ),
    revocation: settings.read<RevocationSettings>(
      ["KEYHAWK_REVOKE", "KEYHAWK_REVOKE_ACTION", "KEYHAWK_REVOKE_GRACE", "KEYHAWK_REVOKE_TOKENS", ...names],
      off,
      () =>
        parseRevocation(
          {
            revoke: set.KEYHAWK_REVOKE,
            action: set.KEYHAWK_REVOKE_ACTION,
            grace: set.KEYHAWK_REVOKE_GRACE,
            tokens: set.KEYHAWK_REVOKE_TOKENS,
            ...openaiFrom(set),
          },
          {
            revoke: "KEYHAWK_REVOKE",
            action: "KEYHAWK_REVOKE_ACTION",
            grace: "KEYHAWK_REVOKE_GRACE",
            tokens: "KEYHAWK_REVOKE_TOKENS",
            ...openaiVariables,
          },
          network,
        ),
    ),
  };
}
