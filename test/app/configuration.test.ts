import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readConfiguration } from "../../src/app/configuration.ts";

const { privateKey: pem } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const credentials = { APP_ID: "7", PRIVATE_KEY: pem, WEBHOOK_SECRET: "secret" };

test("needs no settings, in which case the setup page is served", () => {
  expect(readConfiguration({ APP_ID: "" })).toMatchObject({
    host: "localhost",
    port: 3000,
    credentials: null,
    hook: null,
    apiUrl: "https://api.github.com",
    webUrl: "https://github.com",
    database: { type: "folder", path: ".keyhawk/data" },
  });
});

test("takes a private key in each form that platforms allow, and derives the sealing key from it", () => {
  const forms = [pem, pem.replaceAll("\n", "\\n"), Buffer.from(pem).toString("base64")];
  const read = forms.map((form) => readConfiguration({ ...credentials, PRIVATE_KEY: form }));
  expect(new Set(read.map((each) => each.credentials?.privateKey.trim()))).toEqual(new Set([pem.trim()]));
  expect(new Set(read.map((each) => Buffer.from(each.sealingKey ?? "").toString("hex"))).size).toBe(1);
});

test("takes each setting as a file, too, as containers' secrets are given", async () => {
  const folder = await mkdtemp(join(tmpdir(), "keyhawk-secrets-"));
  const fileOf = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const { credentials: found, hook } = readConfiguration({
    APP_ID: "7",
    PRIVATE_KEY_FILE: await fileOf("key", pem),
    WEBHOOK_SECRET_FILE: await fileOf("webhook", "secret\n"),
    KEYHAWK_HOOK_URL: "https://hooks.example.com/",
    KEYHAWK_HOOK_SECRET_FILE: await fileOf("hook", `whsec_${Buffer.alloc(32).toString("base64")}\r\n`),
    KEYHAWK_HOOK_TIMEOUT_FILE: await fileOf("timeout", "5\n"),
    DATABASE_URL_FILE: "",
  });
  expect(found).toMatchObject({ appId: 7, webhookSecret: "secret" });
  expect(hook).toMatchObject({ secret: `whsec_${Buffer.alloc(32).toString("base64")}`, timeout: 5_000 });
  const both = { ...credentials, WEBHOOK_SECRET_FILE: join(folder, "webhook") };
  expect(() => readConfiguration(both)).toThrow(/WEBHOOK_SECRET and WEBHOOK_SECRET_FILE are both set/);
  expect(() => readConfiguration({ APP_ID_FILE: join(folder, "none") })).toThrow(/of APP_ID_FILE cannot be read/);
  await rm(folder, { recursive: true });
});

test("reaches an Enterprise Server and a database server", () => {
  const environment = { GHE_HOST: "ghe.acme.example", DATABASE_URL: "postgres://u:p@db/keyhawk" };
  expect(readConfiguration(environment)).toMatchObject({
    apiUrl: "https://ghe.acme.example/api/v3",
    webUrl: "https://ghe.acme.example",
    database: { type: "server" },
  });
});

test("verifies keys only when configured to", () => {
  const admin = { OPENAI_ADMIN_KEY: `sk-${"admin"}-x`, OPENAI_BASE_URL: "http://127.0.0.1:1/v1" };
  expect(readConfiguration(admin).verification).toEqual({ mode: "off" });
  expect(readConfiguration({ KEYHAWK_VERIFY: "auto", ...admin }).verification).toMatchObject({
    mode: "indirect",
    baseUrl: "http://127.0.0.1:1/v1",
  });
  expect(readConfiguration({ KEYHAWK_VERIFY: "auto" }).verification).toMatchObject({ mode: "direct" });
});

test.each([
  [{ APP_ID: "7" }, /PRIVATE_KEY is not/],
  [{ PRIVATE_KEY: pem }, /APP_ID is not/],
  [{ APP_ID: "7", PRIVATE_KEY: pem }, /WEBHOOK_SECRET is not set/],
  [{ ...credentials, PRIVATE_KEY: "nonsense" }, /PRIVATE_KEY holds no private key/],
  [{ ...credentials, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: "/no/such.pem" }, /cannot be read/],
  [{ ...credentials, KEYHAWK_SEALING_KEY: "short" }, /KEYHAWK_SEALING_KEY must be 32/],
  [{ APP_ID: "seven" }, /APP_ID must be the number/],
  [{ PORT: "99999" }, /PORT must be a port number/],
  [{ LOG_LEVEL: "loud" }, /LOG_LEVEL must be one of/],
  [{ KEYHAWK_REPORT_REPOSITORY: "security" }, /KEYHAWK_REPORT_REPOSITORY must be a repository as owner\/name/],
  [
    { KEYHAWK_REPORT_REPOSITORY: "acme/a, ACME/b" },
    /KEYHAWK_REPORT_REPOSITORY names two repositories of the same owner/,
  ],
  [{ KEYHAWK_WRITE_INTERVAL: "1s" }, /KEYHAWK_WRITE_INTERVAL must be a number of milliseconds/],
  [{ DATABASE_URL: "mysql://db" }, /DATABASE_URL must be/],
  [{ KEYHAWK_VERIFY: "indirect" }, /OPENAI_ADMIN_KEY/],
  [{ KEYHAWK_VERIFY: "yes" }, /KEYHAWK_VERIFY takes/],
  [{ KEYHAWK_HOOK_URL: "http://hooks.example.com" }, /KEYHAWK_HOOK_SECRET/],
  [{ KEYHAWK_LATE_AFTER: "soon" }, /KEYHAWK_LATE_AFTER must be a number of seconds/],
  [{ KEYHAWK_RETENTION: "7" }, /KEYHAWK_RETENTION must be a number of days from 30/],
])("says which setting is wrong and why (case %#)", (environment, message) => {
  expect(() => readConfiguration(environment)).toThrow(message);
});

test("lists everything that is wrong in one message, each mistake once", () => {
  const environment = {
    ...{ PORT: "99999", LOG_LEVEL: "loud", APP_ID: "seven", PRIVATE_KEY: pem, WEBHOOK_SECRET_FILE: "/no/such/file" },
    ...{ KEYHAWK_REQUEST_TIMEOUT: "never", KEYHAWK_FIRST_BYTE_TIMEOUT: "soon", KEYHAWK_ASK_LIMIT: "many" },
    ...{ KEYHAWK_HOOK_URL: "ftp://hooks.example.com", KEYHAWK_HOOK_SECRET: "short", KEYHAWK_HOOK_SHAPE: "round" },
    ...{ KEYHAWK_VERIFY: "direct", KEYHAWK_REVOKE: "proven", OPENAI_ADMIN_KEY: "two words", OPENAI_BASE_URL: "x" },
  };
  let message = "";
  try {
    readConfiguration(environment);
  } catch (error) {
    message = error instanceof Error ? error.message : "";
  }
  const [first, ...mistakes] = message.split("\n");
  const named = mistakes.map((line) => /^- .*?([A-Z]+(?:_[A-Z]+)+|PORT)/.exec(line)?.[1]);
  expect(named.toSorted()).toEqual([
    ...["APP_ID", "KEYHAWK_ASK_LIMIT", "KEYHAWK_FIRST_BYTE_TIMEOUT", "KEYHAWK_HOOK_SECRET", "KEYHAWK_HOOK_SHAPE"],
    "KEYHAWK_HOOK_URL",
    ...["KEYHAWK_REQUEST_TIMEOUT", "LOG_LEVEL", "OPENAI_BASE_URL", "PORT", "WEBHOOK_SECRET_FILE"],
  ]);
  expect(first).toBe(`${mistakes.length} settings are wrong:`);
});

test("exports traces where OpenTelemetry's variables say so, and only there", () => {
  const address = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" };
  const exporters = (env: Record<string, string>) => readConfiguration(env).tracing?.exporters ?? null;
  expect(exporters({ OTEL_SERVICE_NAME: "keyhawk" })).toBeNull();
  expect(exporters(address)).toEqual(["otlp"]);
  expect(exporters({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://collector/traces" })).toEqual(["otlp"]);
  expect(exporters({ OTEL_TRACES_EXPORTER: "console, otlp" })).toEqual(["otlp", "console"]);
  expect(exporters({ ...address, OTEL_TRACES_EXPORTER: "none" })).toBeNull();
  expect(exporters({ ...address, OTEL_SDK_DISABLED: "TRUE" })).toBeNull();
  const protocols = { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc", OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "http/json" };
  expect(readConfiguration({ ...address, ...protocols }).tracing?.protocol).toBe("http/json");
  const wrong = { OTEL_TRACES_SAMPLER: "sometimes", OTEL_SDK_DISABLED: "no", OTEL_EXPORTER_OTLP_HEADERS_FILE: "/none" };
  expect(() => readConfiguration(wrong)).toThrow(/^3 settings are wrong:\n.*HEADERS.*\n.*DISABLED.*\n.*SAMPLER /);
});

test.each([
  ["OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318"],
  ["OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"],
  ["OTEL_TRACES_EXPORTER", "zipkin"],
  ["OTEL_TRACES_SAMPLER", "sometimes"],
  ["OTEL_TRACES_SAMPLER_ARG", "2"],
  ["OTEL_SDK_DISABLED", "no"],
])("refuses to start when it cannot follow $0", (name, value) => {
  expect(() => readConfiguration({ [name]: value })).toThrow(new RegExp(`^The environment variable ${name} must be `));
});
