import type OpenAI from "openai";
import * as z from "zod";
import type { KeyRecord } from "../../report/key-record.ts";
import { isNotFound } from "./admin-failure.ts";
import { adminKey, adminKeySchema, projectKey, projectKeySchema, projectSchema } from "./records.ts";
import { UnusableAnswer } from "./unusable-answer.ts";

type Project = NonNullable<KeyRecord["project"]>;

/** A page of a list, as OpenAI's client returns it. */
interface Page {
  iterPages(): AsyncIterable<{ readonly data: readonly unknown[] }>;
}

/** A request for the first page of a list. */
interface ListRequest {
  withResponse(): Promise<{ readonly data: Page; readonly response: Response }>;
}

/** The most projects whose keys are read at the same time. */
const concurrency = 8;

/**
 * Every project key and admin key of the organisation. Throws what the client throws, and `UnusableAnswer`: an
 * incomplete list proves nothing.
 */
export async function readAllKeys(client: OpenAI, signal: AbortSignal): Promise<readonly KeyRecord[]> {
  const failed = new AbortController();
  const going = AbortSignal.any([signal, failed.signal]);
  const { projects, adminAPIKeys } = client.admin.organization;
  // A list that changes while its pages are read may return a record twice.
  const records = new Map<string, KeyRecord>();
  try {
    const list = await readList(projects.list({ limit: 100 }, { signal: going }), projectSchema);
    const queue = list.values();
    const reading = async () => {
      for (const { id, name } of queue) {
        for (const key of await readProjectKeys(client, { id, name: name ?? null }, going)) records.set(key.id, key);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, reading));
    const admins = await readList(adminAPIKeys.list({ limit: 100 }, { signal: going }), adminKeySchema);
    for (const key of admins) records.set(key.id, adminKey(key));
    return [...records.values()];
  } finally {
    // Requests that are still under way after a failure are not needed.
    failed.abort();
  }
}

/** The admin keys, and the organisation that OpenAI names in its answer. Throws like {@link readAllKeys}. */
export async function readAdminKeys(
  client: OpenAI,
  signal: AbortSignal,
): Promise<{ readonly organization: string | null; readonly records: readonly KeyRecord[] }> {
  const request = client.admin.organization.adminAPIKeys.list({ limit: 100 }, { signal });
  const { response } = await request.withResponse();
  const records = (await readList(request, adminKeySchema)).map(adminKey);
  return { organization: response.headers.get("openai-organization"), records };
}

/**
 * The keys of the project with this id; null when the organisation has no such project. Throws like
 * {@link readAllKeys}.
 */
export async function readKeysOfProject(
  client: OpenAI,
  id: string,
  signal: AbortSignal,
): Promise<readonly KeyRecord[] | null> {
  const known = await client.admin.organization.projects.retrieve(id, { signal }).catch(absent);
  return known === null ? null : readProjectKeys(client, { id, name: known.name ?? null }, signal);
}

/** The present record of a key; null when it is no longer listed. Throws like {@link readAllKeys}. */
export async function readKeyAgain(client: OpenAI, key: KeyRecord, signal: AbortSignal): Promise<KeyRecord | null> {
  const { projects, adminAPIKeys } = client.admin.organization;
  if (key.project === null) {
    const found = await adminAPIKeys.retrieve(key.id, { signal }).catch(absent);
    return found === null ? null : adminKey(usable(adminKeySchema, found));
  }
  const found = await projects.apiKeys.retrieve(key.id, { project_id: key.project.id }, { signal }).catch(absent);
  return found === null ? null : projectKey(usable(projectKeySchema, found), key.project);
}

async function readProjectKeys(client: OpenAI, project: Project, signal: AbortSignal): Promise<readonly KeyRecord[]> {
  // Without the filter the list omits keys whose owner currently has no access.
  const query = { limit: 100, owner_project_access: "any" } as const;
  const request = client.admin.organization.projects.apiKeys.list(project.id, query, { signal });
  return (await readList(request, projectKeySchema)).map((key) => projectKey(key, project));
}

/** Every record of a list. The client passes on whatever a server or proxy answers, so its form is checked here. */
async function readList<Item extends { readonly id: string }>(
  request: ListRequest,
  schema: z.ZodType<Item>,
): Promise<readonly Item[]> {
  const { data: first, response } = await request.withResponse();
  if (!/\bjson\b/.test(response.headers.get("content-type") ?? "")) throw new UnusableAnswer("has an unknown form");
  const items: Item[] = [];
  for await (const { data } of first.iterPages()) {
    const page = usable(z.array(schema), data);
    // A server that ignores the cursor would return the same page for ever.
    if (page.length > 0 && page.at(-1)?.id === items.at(-1)?.id) throw new UnusableAnswer("does not end");
    items.push(...page);
  }
  return items;
}

function usable<Value>(schema: z.ZodType<Value>, data: unknown): Value {
  const parsed = schema.safeParse(data);
  if (!parsed.success) throw new UnusableAnswer("has an unknown form");
  return parsed.data;
}

function absent(error: unknown): null {
  if (isNotFound(error)) return null;
  throw error;
}
