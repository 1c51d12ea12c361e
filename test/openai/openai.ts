import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type OpenAI from "openai";
import type { ProjectSpendLimit, SpendLimitUpdateParams } from "openai/resources/admin/organization/projects";
import { type ReadyAnswer, sendBadly, statusOf, takesEffect } from "../faults/bad-answer.ts";
import { createFaults, type FaultOptions } from "../faults/fault.ts";
import { makeKey, randomText } from "../keys.ts";
import { mayRead, scopeOfList } from "./lists.ts";
import { type Use, usagePage } from "./usage.ts";

/** A key that the stand-in knows. `raw` is a made-up string in the shape of a key. */
export interface KnownKey {
  readonly id: string;
  readonly raw: string;
  /** Project id; null for an admin key. */
  readonly project: string | null;
  readonly name: string;
  readonly owner: KeyOwner;
  readonly createdAt: number;
  /** Unix seconds, or null. */
  expiresAt: number | null;
  /** What the key may do; empty for everything. */
  scopes: readonly string[];
  lastUsedAt: number | null;
  deleted: boolean;
}

export type KeyOwner = { readonly user: string } | { readonly serviceAccount: string };

export interface AddKeyOptions {
  /** Name of the project, which is made when it is not there; `Default project` when not given; null for an admin key. */
  readonly project?: string | null;
  readonly owner?: KeyOwner;
  readonly name?: string;
  readonly expiresAt?: number;
  /** What the key may do; everything when not given. */
  readonly scopes?: readonly string[];
}

/** A bad answer; with `code` or `message` it is a refusal in OpenAI's form. */
export interface Fault extends FaultOptions {
  readonly code?: string;
  readonly message?: string;
}

export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  /** The query with its `?`, or nothing. */
  readonly query: string;
  /** 0 when there was no answer. */
  readonly status: number;
  /** Id of the key that made it, also of one that is dead; null for a string that never was a key. */
  readonly by: string | null;
  /** Milliseconds on the clock of `performance.now()`. */
  readonly at: number;
}

/** OpenAI over loopback: the routes that show whether a key is alive, and those of the Admin API that find and delete it. */
export interface OpenAIStandIn {
  /** Root for the SDK: `http://127.0.0.1:1234/v1`. */
  readonly baseURL: string;
  /** Root of the service for accounts: `http://127.0.0.1:1234/api/accounts`. */
  readonly authURL: string;
  /** An admin key of the organisation. */
  readonly adminKey: string;
  readonly requests: readonly RequestRecord[];
  addKey(raw: string, options?: AddKeyOptions): KnownKey;
  /** Makes an access token of Codex known, until it is removed. */
  addAccessToken(raw: string): void;
  removeAccessToken(raw: string): void;
  /** Makes a token of a ChatGPT login known, until the sign-in service is asked to revoke it. */
  addLogin(raw: string): void;
  isLoggedIn(raw: string): boolean;
  /** True while a request with the key would be answered. */
  isAlive(raw: string): boolean;
  /** Records that a key was used, which the lists of usage and costs then show. @param ago seconds */
  use(
    raw: string,
    use: Pick<Use, "requests" | "dollars"> & { readonly what?: Use["what"]; readonly ago: number },
  ): void;
  /** Turns the organisation's audit log on, which OpenAI leaves off by default. */
  logAudits(): void;
  /** Moves the clock that keys expire by. */
  advance(seconds: number): void;
  /** Has requests answered badly; the function that it returns ends that. */
  fail(fault: Fault): () => void;
  close(): Promise<void>;
}

/** A request to the Admin API, with its path below `organization`. */
interface AdminRequest {
  readonly caller: KnownKey;
  readonly method: string;
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly sent: unknown;
}

/** A deletion in the audit log. */
interface AuditEntry {
  readonly id: string;
  readonly keyId: string;
  readonly actorId: string;
  /** Unix seconds. */
  readonly at: number;
}

interface Project {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  /** Cents that it may spend in a month; null without a limit. */
  spendLimit: number | null;
}

interface Answer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Starts it on a free port. */
export async function startOpenAI(): Promise<OpenAIStandIn> {
  const projects: Project[] = [];
  const keys: KnownKey[] = [];
  const accessTokens = new Set<string>();
  const logins = new Set<string>();
  const requests: RequestRecord[] = [];
  const faults = createFaults();
  const startedAt = Math.floor(Date.now() / 1000);
  const audits: AuditEntry[] = [];
  const uses: Use[] = [];
  let logsAudits = false;
  let ahead = 0;
  const now = () => Math.floor(Date.now() / 1000) + ahead;

  const projectOf = (name: string): Project => {
    const known = projects.find((project) => project.name === name);
    if (known !== undefined) return known;
    const project = { id: `proj_${randomText(`project:${name}`, 24)}`, name, createdAt: startedAt, spendLimit: null };
    projects.push(project);
    return project;
  };

  const addKey = (raw: string, project: string | null, options: AddKeyOptions): KnownKey => {
    const key: KnownKey = {
      id: `key_${randomText(`key:${raw}`, 16)}`,
      raw,
      project,
      name: options.name ?? "Key",
      owner: options.owner ?? { user: "Ada Okafor" },
      createdAt: startedAt,
      expiresAt: options.expiresAt ?? null,
      scopes: options.scopes ?? [],
      lastUsedAt: null,
      deleted: false,
    };
    keys.push(key);
    return key;
  };

  const isLive = (key: KnownKey) => !key.deleted && (key.expiresAt === null || key.expiresAt > now());

  const adminKey = makeKey("openai-admin-key", "stand-in");
  addKey(adminKey, null, { name: "Admin" });

  const server = createServer(async (request, response) => {
    const sent = await readJson(request);
    const method = request.method ?? "GET";
    const url = new URL(request.url ?? "/", "http://loopback");
    const by = keys.find(({ raw }) => raw === bearerOf(request))?.id ?? null;
    const record = (status: number) =>
      requests.push({ method, path: url.pathname, query: url.search, status, by, at: performance.now() });
    const fault = faults.take({ method, path: url.pathname, route: null, by });
    if (fault === null) {
      const { status, headers, bytes } = ready(answer(request, url, sent));
      response.writeHead(status, { ...headers, "x-request-id": `req_${record(status)}` });
      return void response.end(bytes);
    }
    if (fault.delayMs !== undefined) await wait(fault.delayMs);
    const correct = takesEffect(fault) ? ready(answer(request, url, sent)) : null;
    record(statusOf(fault, correct));
    await sendBadly(fault, correct, response);
  });

  function answer(request: IncomingMessage, url: URL, sent: unknown): Answer {
    return signed(request, unsigned(request, url, sent));
  }

  function unsigned(request: IncomingMessage, url: URL, sent: unknown): Answer {
    if (url.pathname.startsWith("/api/accounts/")) return whoami(request, url.pathname);
    if (url.pathname === "/oauth/revoke") return revokeLogin(request, sent);
    const caller = callerOf(request);
    if (caller === undefined) return invalidKey(bearerOf(request));
    caller.lastUsedAt = Math.floor(Date.now() / 1000);
    const method = request.method ?? "GET";
    const path = url.pathname.split("/").slice(2);
    if (path[0] === "organization") {
      if (caller.project !== null) return missingScopes("api.management.read");
      return administer({ caller, method, path: path.slice(1), query: url.searchParams, sent });
    }
    const scope = method === "GET" ? scopeOfList(path.join("/")) : undefined;
    if (scope !== undefined) {
      if (!mayRead(caller.scopes, scope)) return missingScopes(scope);
      const model = { id: "gpt-5-mini", object: "model", created: startedAt, owned_by: "system" };
      return { status: 200, body: { object: "list", data: path[0] === "models" ? [model] : [] } };
    }
    if (method === "GET" && path.join("/") === "me") {
      if ("serviceAccount" in caller.owner) return missingScopes("api.me.read");
      return { status: 200, body: { object: "user", id: "user-1", name: ownerName(caller), mfa_flag_enabled: true } };
    }
    return failure(404, `Invalid URL (${method} ${url.pathname})`, null);
  }

  /** An accepted request's answer names the organisation, and the project of a project's key. */
  function signed(request: IncomingMessage, given: Answer): Answer {
    const caller = callerOf(request);
    if (given.status !== 200 || caller === undefined) return given;
    const project = caller.project === null ? {} : { "openai-project": caller.project };
    return { ...given, headers: { "openai-organization": "acme-standin", ...project } };
  }

  function callerOf(request: IncomingMessage): KnownKey | undefined {
    const raw = bearerOf(request);
    return keys.find((key) => key.raw === raw && isLive(key));
  }

  function whoami(request: IncomingMessage, path: string): Answer {
    const isKnown = request.method === "GET" && path === "/api/accounts/v1/user-auth-credential/whoami";
    if (!isKnown) return failure(404, "Not found.", null);
    if (!accessTokens.has(bearerOf(request))) return failure(401, "Could not validate your token.", "invalid_token");
    const owner = { email: "ada@acme.example", chatgpt_user_id: "user-1", chatgpt_account_id: "account-1" };
    return { status: 200, body: { ...owner, chatgpt_plan_type: "business", chatgpt_account_is_fedramp: false } };
  }

  /** RFC 7009: a token that is not known is answered like one that was. */
  function revokeLogin({ method }: IncomingMessage, sent: unknown): Answer {
    const { token, token_type_hint: hint, client_id: client } = sent as Readonly<Record<string, string | undefined>>;
    const isValid = hint === "refresh_token" ? client?.startsWith("app_") : hint === "access_token";
    if (method !== "POST" || token === undefined || !isValid)
      return failure(400, "Invalid request.", "invalid_request");
    logins.delete(token);
    return { status: 200, body: {} };
  }

  function administer(asked: AdminRequest): Answer {
    const { method, query } = asked;
    const [collection, id, inner, key] = asked.path;
    if (collection === "audit_logs" && method === "GET" && id === undefined) return auditLogs(query);
    if (collection === "admin_api_keys") {
      const adminKeys = keys.filter((each) => each.project === null && !each.deleted);
      if (method === "GET" && id === undefined) return page(adminKeys, query, adminKeyRecord);
      return one(adminKeys, id, asked, "organization.admin_api_key", adminKeyRecord);
    }
    const usage = method === "GET" ? usagePage(asked.path, query, uses, now()) : null;
    if (usage !== null) return { status: 200, body: usage };
    if (collection !== "projects") return failure(404, "Unknown route.", null);
    if (id === undefined) return page(projects, query, projectRecord);
    const project = projects.find((each) => each.id === id);
    if (project === undefined) return failure(404, `Project ${id} was not found.`, "not_found");
    if (inner === undefined) return { status: 200, body: projectRecord(project) };
    if (inner === "spend_limit" && key === undefined) return spendLimit(project, asked);
    if (inner !== "api_keys") return failure(404, "Unknown route.", null);
    const own = keys.filter((each) => each.project === id && !each.deleted);
    if (key === undefined) return page(own, query, keyRecord);
    return one(own, key, asked, "organization.project.api_key", keyRecord);
  }

  function one(
    among: readonly KnownKey[],
    id: string | undefined,
    { caller, method, sent }: AdminRequest,
    object: string,
    record: (key: KnownKey) => object,
  ): Answer {
    const key = among.find((each) => each.id === id);
    if (key === undefined) return failure(404, `The key ${id} was not found.`, "not_found");
    if (method === "GET") return { status: 200, body: record(key) };
    if (method === "POST" && key.project !== null) return update(key, sent);
    if (method !== "DELETE") return failure(405, `Not allowed: ${method}`, null);
    key.deleted = true;
    audits.push({ id: `audit_log-${randomText(`audit:${key.id}`, 24)}`, keyId: key.id, actorId: caller.id, at: now() });
    return { status: 200, body: { object: `${object}.deleted`, id: key.id, deleted: true } };
  }

  /** Both changes are saved together; an expired key cannot be updated, and a repetition restarts the clock. */
  function update(key: KnownKey, sent: unknown): Answer {
    const { scopes, expires_in_seconds: seconds, ...others } = sent as Record<string, unknown>;
    const hasScopes = Array.isArray(scopes) && scopes.every((scope) => typeof scope === "string");
    const hasSeconds = Number.isInteger(seconds) && Number(seconds) >= 1 && Number(seconds) <= 31_536_000;
    const isValid =
      (hasScopes || scopes === undefined) && (hasSeconds || seconds === undefined) && Object.keys(others).length === 0;
    if (!isValid || !(hasScopes || hasSeconds)) return failure(400, "The update is not valid.", "invalid_request");
    if (!isLive(key)) return failure(400, "An expired key cannot be updated.", "invalid_request");
    if (hasScopes) key.scopes = scopes;
    if (hasSeconds) key.expiresAt = now() + Number(seconds);
    return { status: 200, body: keyRecord(key) };
  }

  function spendLimit(project: Project, { method, sent }: AdminRequest): Answer {
    const { threshold_amount: amount, currency, interval, ...others } = sent as Partial<SpendLimitUpdateParams>;
    if (method === "POST") {
      const isValid = Number.isInteger(amount) && Number(amount) >= 1 && currency === "USD" && interval === "month";
      if (!isValid || Object.keys(others).length > 0) return failure(400, "The limit is not valid.", "invalid_request");
      project.spendLimit = Number(amount);
    }
    if (project.spendLimit === null) return failure(404, "The project has no spend limit.", "not_found");
    const body: ProjectSpendLimit = {
      object: "project.spend_limit",
      ...{ currency: "USD", interval: "month", threshold_amount: project.spendLimit },
      enforcement: { status: "inactive" },
    };
    return { status: 200, body };
  }

  function auditLogs(query: URLSearchParams): Answer {
    const types = query.getAll("event_types[]");
    const ids = query.getAll("resource_ids[]");
    const logged = logsAudits && (types.length === 0 || types.includes("api_key.deleted")) ? audits : [];
    return page(
      logged.filter(({ keyId }) => ids.length === 0 || ids.includes(keyId)),
      query,
      auditRecord,
    );
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseURL: `http://127.0.0.1:${port}/v1`,
    authURL: `http://127.0.0.1:${port}/api/accounts`,
    adminKey,
    requests,
    addAccessToken: (raw) => void accessTokens.add(raw),
    removeAccessToken: (raw) => void accessTokens.delete(raw),
    addLogin: (raw) => void logins.add(raw),
    isLoggedIn: (raw) => logins.has(raw),
    addKey: (raw, options = {}) => {
      const { project = "Default project" } = options;
      return addKey(raw, project === null ? null : projectOf(project).id, options);
    },
    use: (raw, { ago, what = "completions", ...use }) => {
      const keyId = keys.find((key) => key.raw === raw)?.id ?? "";
      uses.push({ keyId, at: now() - ago, what, ...use });
    },
    logAudits: () => {
      logsAudits = true;
    },
    advance: (seconds) => {
      ahead += seconds;
    },
    isAlive: (raw) => keys.some((key) => key.raw === raw && isLive(key)),
    fail: ({ message, code, ...fault }) => faults.add({ body: refusal(fault.status, message, code), ...fault }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return {};
  }
}

function auditRecord({ id, keyId, actorId, at }: AuditEntry): OpenAI.Admin.Organization.AuditLogListResponse {
  const actor = { type: "api_key", api_key: { id: actorId, type: "user" } } as const;
  return { id, type: "api_key.deleted", effective_at: at, actor, "api_key.deleted": { id: keyId } };
}

function bearerOf(request: IncomingMessage): string {
  return /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
}

/** One page of a list: `limit` (20 by default, 100 at most) after the record named by `after`. */
function page<T extends { readonly id: string }>(
  records: readonly T[],
  query: URLSearchParams,
  show: (record: T) => object,
): Answer {
  const limit = Math.min(Number(query.get("limit") ?? 20), 100);
  const after = query.get("after");
  const start = after === null ? 0 : records.findIndex(({ id }) => id === after) + 1;
  if (after !== null && start === 0) return failure(404, `No record ${after}.`, "not_found");
  const shown = records.slice(start, start + limit);
  const body = {
    object: "list",
    data: shown.map(show),
    first_id: shown[0]?.id ?? null,
    last_id: shown.at(-1)?.id ?? null,
    has_more: start + limit < records.length,
  };
  return { status: 200, body };
}

function projectRecord({ id, name, createdAt }: Project): OpenAI.Admin.Organization.Project {
  return { object: "organization.project", id, name, created_at: createdAt, archived_at: null, status: "active" };
}

function keyRecord(key: KnownKey): OpenAI.Admin.Organization.Projects.ProjectAPIKey {
  return {
    object: "organization.project.api_key",
    id: key.id,
    name: key.name,
    redacted_value: redact(key.raw),
    created_at: key.createdAt,
    last_used_at: key.lastUsedAt,
    expires_at: key.expiresAt,
    owner: ownerRecord(key),
    owner_project_access: "active",
  };
}

function adminKeyRecord(key: KnownKey): OpenAI.Admin.Organization.AdminAPIKey {
  return {
    object: "organization.admin_api_key",
    id: key.id,
    name: key.name,
    redacted_value: redact(key.raw),
    created_at: key.createdAt,
    last_used_at: key.lastUsedAt,
    expires_at: key.expiresAt,
    owner: {
      type: "user",
      object: "organization.user",
      id: "user-1",
      name: ownerName(key),
      created_at: key.createdAt,
      role: "owner",
    },
  };
}

function ownerRecord(key: KnownKey): OpenAI.Admin.Organization.Projects.ProjectAPIKey["owner"] {
  const common = { created_at: key.createdAt, name: ownerName(key), role: "member" };
  if ("user" in key.owner) {
    return {
      type: "user",
      user: { ...common, id: "user-1", email: emailOf(key) },
    };
  }
  const service = { ...common, id: "svc_acct_1" };
  return { type: "service_account", service_account: service };
}

function ownerName({ owner }: KnownKey): string {
  return "user" in owner ? owner.user : owner.serviceAccount;
}

function emailOf(key: KnownKey): string {
  const [first = ""] = ownerName(key).split(" ");
  return `${first.toLowerCase()}@acme.example`;
}

/** A prefix, dots and a suffix, in the form of the documented example. */
function redact(raw: string): string {
  return `${raw.slice(0, 11)}...${raw.slice(-4)}`;
}

/** Ends OpenAI's refusals of a key. */
const keysPage = "You can find your API key at https://platform.openai.com/account/api-keys.";

function invalidKey(raw: string): Answer {
  if (raw === "") {
    return failure(401, `You didn't provide an API key. ${keysPage}`, null);
  }
  const shown = `${raw.slice(0, 8)}${"*".repeat(20)}${raw.slice(-4)}`;
  return failure(401, `Incorrect API key provided: ${shown}. ${keysPage}`, "invalid_api_key");
}

function refusal(status = 500, message = "The stand-in was configured to fail.", code: string | null = null): object {
  return failure(status, message, code).body;
}

function ready({ status, body, headers }: Answer): ReadyAnswer {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    bytes: Buffer.from(JSON.stringify(body)),
  };
}

function missingScopes(scope: string): Answer {
  return failure(403, `You have insufficient permissions for this operation. Missing scopes: ${scope}.`, null);
}

function failure(status: number, message: string, code: string | null): Answer {
  const type = status === 429 ? "rate_limit_error" : status >= 500 ? "server_error" : "invalid_request_error";
  return { status, body: { error: { message, type, param: null, code } } };
}
