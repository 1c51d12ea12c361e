import type OpenAI from "openai";
import * as z from "zod";
import type { Cost, Uses } from "../../report/spending.ts";

/** The width of a bucket, and how many of them OpenAI puts on a page at most. */
const widths = {
  minute: { seconds: 60, name: "1m", limit: 1_440 },
  hour: { seconds: 3_600, name: "1h", limit: 168 },
  day: { seconds: 86_400, name: "1d", limit: 31 },
} as const;

/** A list that never ends would be read for ever. */
const mostPages = 20;

const result = z.object({ num_model_requests: z.number().optional(), num_requests: z.number().optional() });
const amount = z.object({ value: z.number().optional(), currency: z.string().optional() });
const costResult = z.object({ amount: amount.optional() });

interface Page {
  readonly data: readonly { readonly results: readonly unknown[] }[];
  readonly next_page: string | null;
}

type RequestOptions = { readonly signal: AbortSignal };

/** Requests with a key since a moment, over everything that OpenAI counts by key. @param time milliseconds since 1970 */
export async function countRequests(
  client: OpenAI,
  keyId: string,
  time: number,
  by: Uses["by"],
  options: RequestOptions,
): Promise<number> {
  const { usage } = client.admin.organization;
  const { seconds, name, limit } = widths[by];
  const common = { start_time: startOf(time, seconds), api_key_ids: [keyId], bucket_width: name, limit };
  const lists = [
    (page: object) => usage.completions({ ...common, ...page }, options),
    (page: object) => usage.embeddings({ ...common, ...page }, options),
    (page: object) => usage.moderations({ ...common, ...page }, options),
    (page: object) => usage.images({ ...common, ...page }, options),
    (page: object) => usage.audioSpeeches({ ...common, ...page }, options),
    (page: object) => usage.audioTranscriptions({ ...common, ...page }, options),
    (page: object) => usage.fileSearchCalls({ ...common, ...page }, options),
    (page: object) => usage.webSearchCalls({ ...common, ...page }, options),
  ];
  const counts = await Promise.all(lists.map((list) => readAll(list, result)));
  return counts.flat().reduce((sum, each) => sum + (each.num_model_requests ?? each.num_requests ?? 0), 0);
}

/** What a key cost since the beginning of the day of a moment, in UTC. @param time milliseconds since 1970 */
export async function costOf(client: OpenAI, keyId: string, time: number, options: RequestOptions): Promise<Cost> {
  const start = startOf(time, widths.day.seconds);
  const query = { start_time: start, api_key_ids: [keyId], bucket_width: "1d" as const, limit: 180 };
  const list = (page: object) => client.admin.organization.usage.costs({ ...query, ...page }, options);
  const costs = await readAll(list, costResult);
  const currency = costs.find((each) => each.amount?.currency !== undefined)?.amount?.currency ?? "usd";
  const total = costs.reduce((sum, each) => sum + (each.amount?.value ?? 0), 0);
  return { amount: total, currency, from: new Date(start * 1_000).toISOString().slice(0, 10) };
}

/** Every result of every bucket. Rejects when the answer has another form. */
async function readAll<Item>(list: (page: object) => PromiseLike<Page>, schema: z.ZodType<Item>): Promise<Item[]> {
  const items: Item[] = [];
  let next: string | null = null;
  for (let read = 0; read < mostPages; read += 1) {
    const page: Page = await list(next === null ? {} : { page: next });
    items.push(...page.data.flatMap(({ results }) => results.map((each) => schema.parse(each))));
    next = page.next_page ?? null;
    if (next === null) return items;
  }
  throw new Error("The list of usage does not end.");
}

function startOf(time: number, seconds: number): number {
  return Math.floor(time / 1_000 / seconds) * seconds;
}
