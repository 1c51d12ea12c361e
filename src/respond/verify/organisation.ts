import { setTimeout } from "node:timers/promises";
import * as z from "zod";
import { askOpenAI, type OpenAIAnswer } from "./request.ts";
import type { VerificationSettings } from "./settings.ts";

type IndirectSettings = Extract<VerificationSettings, { mode: "indirect" }>;

/** A key of the organisation as the Admin API lists it, which is never the full value. */
export interface KeyRecord {
  readonly id: string;
  readonly name: string | null;
  /** Null for an admin key. */
  readonly project: { readonly id: string; readonly name: string | null } | null;
  readonly owner: {
    readonly type: "user" | "service-account";
    readonly name: string | null;
    readonly email: string | null;
  } | null;
  /** The visible ends of the key: `sk-abc...def`. */
  readonly redacted: string;
  /** ISO 8601, here and below. */
  readonly createdAt: string | null;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
}

/** Every key of the organisation, or the reason why they could not all be read. */
export type KeyListing =
  | { readonly type: "read"; readonly records: readonly KeyRecord[] }
  | { readonly type: "failed"; readonly reason: string };

const person = z.object({ name: z.string().nullish(), email: z.string().nullish() });

/** The fields that are read from a record of `GET /organization/projects`. */
export const projectSchema = z.object({ id: z.string(), name: z.string().nullish() });

/** The fields that are read from a record of `GET /organization/projects/{id}/api_keys`. */
export const projectKeySchema = z.object({
  id: z.string(),
  name: z.string().nullish(),
  redacted_value: z.string(),
  created_at: z.number(),
  last_used_at: z.number().nullish(),
  expires_at: z.number().nullish(),
  owner: z.object({
    type: z.enum(["user", "service_account"]).optional(),
    user: person.nullish(),
    service_account: person.nullish(),
  }),
});

/** The fields that are read from a record of `GET /organization/admin_api_keys`. */
export const adminKeySchema = projectKeySchema.extend({ owner: person });

const pageSchema = z.object({ data: z.array(z.unknown()), has_more: z.boolean().optional() });

/** Attempts for one request, milliseconds between them when the server names no time, and the longest wait. */
const tries = 4;
const pause = 1_000;
const longestPause = 30_000;
/** The most milliseconds since 1970 that a date can hold. */
const lastMoment = 8.64e15;

/** Reads every project key and admin key of the organisation. Never throws. */
export async function listKeys(settings: IndirectSettings, signal: AbortSignal): Promise<KeyListing> {
  const failed = new AbortController();
  const going = AbortSignal.any([signal, failed.signal]);
  try {
    // A list that changes while its pages are read may return a record twice.
    const records = new Map<string, KeyRecord>();
    const projects = (await list("projects", projectSchema, settings, going)).values();
    const reading = async () => {
      for (const project of projects) {
        // Without the filter the list omits keys whose owner currently has no access.
        const path = `projects/${encodeURIComponent(project.id)}/api_keys?owner_project_access=any`;
        for (const key of await list(path, projectKeySchema, settings, going)) {
          records.set(key.id, projectKey(key, { id: project.id, name: project.name ?? null }));
        }
      }
    };
    await Promise.all(Array.from({ length: settings.concurrency }, reading));
    for (const key of await list("admin_api_keys", adminKeySchema, settings, going)) {
      records.set(key.id, adminKey(key));
    }
    return { type: "read", records: [...records.values()] };
  } catch (error) {
    // An incomplete list proves nothing, so requests that are still under way are not needed.
    failed.abort();
    return { type: "failed", reason: error instanceof Unlisted ? error.message : "The keys could not be listed." };
  }
}

/** The reason why a list could not be read to its end, as a sentence for people. */
class Unlisted extends Error {
  override readonly name = "Unlisted";
}

async function list<Record extends { readonly id: string }>(
  path: string,
  schema: z.ZodType<Record>,
  settings: IndirectSettings,
  signal: AbortSignal,
): Promise<Record[]> {
  const records: Record[] = [];
  const query = `${path.includes("?") ? "&" : "?"}limit=100`;
  let after = "";
  for (;;) {
    const body = await read(`${settings.baseUrl}/organization/${path}${query}${after}`, settings, signal);
    const page = pageSchema.safeParse(body);
    const items = z.array(schema).safeParse(page.data?.data);
    if (!page.success || !items.success) throw new Unlisted("OpenAI's list of keys has an unknown form.");
    records.push(...items.data);
    const last = items.data.at(-1);
    if (page.data.has_more !== true || last === undefined) return records;
    const next = `&after=${encodeURIComponent(last.id)}`;
    // A server that ignores the cursor would return the same page for ever.
    if (next === after) throw new Unlisted("OpenAI's list of keys does not end.");
    after = next;
  }
}

async function read(url: string, settings: IndirectSettings, signal: AbortSignal): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await askOpenAI(url, settings.adminKey, { ...settings, signal });
    if (answer.type === "answered" && answer.status === 200) return answer.body;
    if (signal.aborted || attempt === tries || !mayPass(answer)) throw new Unlisted(reasonOf(answer));
    const wanted = answer.type === "answered" ? answer.retryAfter : null;
    const wait = Math.min(wanted ?? pause * 2 ** (attempt - 1), longestPause);
    await setTimeout(wait, undefined, { signal }).catch(() => {
      throw new Unlisted(reasonOf(answer));
    });
  }
}

function mayPass(answer: OpenAIAnswer): boolean {
  return answer.type === "failed" || answer.status === 429 || answer.status >= 500;
}

function reasonOf(answer: OpenAIAnswer): string {
  if (answer.type === "failed") return answer.reason;
  switch (answer.status) {
    case 401:
      return "OpenAI does not accept the admin key (401): make a new one.";
    case 403:
      return "The admin key may not list the organisation's keys (403): give it the permission to read them.";
    case 429:
      return "OpenAI limits the requests of the admin key (429): try again later.";
    default:
      return `OpenAI answered ${answer.status} to the admin key.`;
  }
}

/** A record of a project's key as Keyhawk keeps it. */
export function projectKey(key: z.output<typeof projectKeySchema>, project: KeyRecord["project"]): KeyRecord {
  const { user, service_account: account } = key.owner;
  const holder = user ?? account;
  const owner = holder ? ownerOf(holder, user ? "user" : "service-account") : null;
  return { ...common(key), project, owner };
}

/** A record of an admin key as Keyhawk keeps it. */
export function adminKey(key: z.output<typeof adminKeySchema>): KeyRecord {
  return { ...common(key), project: null, owner: ownerOf(key.owner, "user") };
}

function ownerOf(holder: z.output<typeof person>, type: "user" | "service-account"): KeyRecord["owner"] {
  return { type, name: holder.name ?? null, email: holder.email ?? null };
}

function common(key: Omit<z.output<typeof projectKeySchema>, "owner">): Omit<KeyRecord, "project" | "owner"> {
  return {
    id: key.id,
    name: key.name ?? null,
    redacted: key.redacted_value,
    createdAt: moment(key.created_at),
    lastUsedAt: moment(key.last_used_at),
    expiresAt: moment(key.expires_at),
  };
}

function moment(seconds: number | null | undefined): string | null {
  if (seconds === null || seconds === undefined || Math.abs(seconds * 1000) > lastMoment) return null;
  return new Date(seconds * 1000).toISOString();
}
