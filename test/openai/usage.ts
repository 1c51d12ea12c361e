import type OpenAI from "openai";

/** One use of a key. */
export interface Use {
  readonly keyId: string;
  /** Unix seconds. */
  readonly at: number;
  /** What was used, as the route below `usage/` names it. */
  readonly what: "completions" | "embeddings" | "file_search_calls";
  readonly requests: number;
  readonly dollars: number;
}

/** Widths of buckets in seconds, and how many OpenAI puts on a page at most. */
const widths: Readonly<Record<string, readonly [seconds: number, most: number]>> = {
  "1m": [60, 1_440],
  "1h": [3_600, 168],
  "1d": [86_400, 31],
};

const routes = [
  ...["completions", "embeddings", "moderations", "images", "audio_speeches", "audio_transcriptions"],
  ...["file_search_calls", "web_search_calls"],
];

/** The page of `usage/…` or `costs`; null for another route. @param now Unix seconds */
export function usagePage(
  path: readonly string[],
  query: URLSearchParams,
  uses: readonly Use[],
  now: number,
): object | null {
  const isCosts = path.length === 1 && path[0] === "costs";
  const what = path[0] === "usage" && path.length === 2 ? path[1] : undefined;
  if (!isCosts && !(what !== undefined && routes.includes(what))) return null;
  const [seconds, most] = isCosts ? [86_400, 180] : (widths[query.get("bucket_width") ?? "1d"] ?? [86_400, 31]);
  const limit = Math.min(Number(query.get("limit") ?? 7), most);
  const start = Number(query.get("page")?.replace("page_", "") ?? query.get("start_time"));
  const ids = query.getAll("api_key_ids[]");
  const data = Array.from({ length: limit }, (_, index) => start + index * seconds)
    .filter((from) => from < now)
    .map((from) => {
      const within = uses.filter(
        ({ keyId, at, what: used }) =>
          at >= from && at < from + seconds && (isCosts || used === what) && (ids.length === 0 || ids.includes(keyId)),
      );
      const results = within.map((use) => (isCosts ? costResult(use) : usageResult(use)));
      return { object: "bucket" as const, start_time: from, end_time: from + seconds, results };
    });
  const next = start + limit * seconds;
  const page: OpenAI.Admin.Organization.UsageCompletionsResponse = {
    ...{ object: "page", data, has_more: next < now, next_page: next < now ? `page_${next}` : null },
  };
  return page;
}

function usageResult({ what, requests }: Use) {
  if (what === "file_search_calls") {
    return { object: "organization.usage.file_searches.result", num_requests: requests } as const;
  }
  const common = { input_tokens: 100 * requests, num_model_requests: requests };
  return what === "embeddings"
    ? ({ object: "organization.usage.embeddings.result", ...common } as const)
    : ({ object: "organization.usage.completions.result", ...common, output_tokens: 10 * requests } as const);
}

function costResult({ dollars }: Use) {
  return { object: "organization.costs.result", amount: { value: dollars, currency: "usd" } } as const;
}
