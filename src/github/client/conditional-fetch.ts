import type { Fetch } from "../../http/fetch.ts";

/** Whose requests they are: a response is never shown to another installation. */
type Caller = number;

/** Remembers responses, so that GitHub can say that they did not change: such an answer does not count for the rate limit. */
export interface ResponseCache {
  /** The `fetch` of one caller. */
  fetchOf(fetch: Fetch, caller: Caller): Fetch;
}

interface Stored {
  readonly etag: string;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** What is read again with every event of a pull request or repository. All of it is small. */
const readAgain = [
  /\/repos\/[^/]+\/[^/]+$/,
  /\/repos\/[^/]+\/[^/]+\/contents\/\.github(?:\/|%2F)keyhawk\.yml$/,
  /\/repos\/[^/]+\/[^/]+\/commits\/[^/]+\/check-runs$/,
  /\/repos\/[^/]+\/[^/]+\/(?:issues|pulls)\/\d+\/comments$/,
  /\/repos\/[^/]+\/[^/]+\/pulls\/\d+$/,
  /\/installation\/repositories$/,
];

/** Bytes that responses may take together; beyond them the ones that were not used for longest go. */
const mostBytes = 32_000_000;

/** The largest response that is remembered. */
const largest = 1_000_000;

/** Creates an empty cache. */
export function createResponseCache(): ResponseCache {
  const entries = new Map<string, Stored>();
  let bytes = 0;

  function drop(key: string): void {
    bytes -= entries.get(key)?.body.length ?? 0;
    entries.delete(key);
  }

  function store(key: string, entry: Stored): void {
    drop(key);
    entries.set(key, entry);
    bytes += entry.body.length;
    for (const oldest of entries.keys()) {
      if (bytes <= mostBytes) break;
      drop(oldest);
    }
  }

  return {
    fetchOf:
      (fetch, caller) =>
      async (url, init = {}) => {
        if ((init.method ?? "GET") !== "GET" || !readAgain.some((path) => path.test(new URL(url).pathname))) {
          return fetch(url, init);
        }
        const headers = new Headers(init.headers);
        const key = [caller, headers.get("accept"), url].join(" ");
        const known = entries.get(key);
        if (known !== undefined) headers.set("if-none-match", known.etag);
        const response = await fetch(url, { ...init, headers });
        if (response.status === 304 && known !== undefined) {
          store(key, known);
          return new Response(known.body, { headers: laidOver(known.headers, response.headers) });
        }
        const etag = response.headers.get("etag");
        if (response.status !== 200 || etag === null || response.body === null) return response;
        const remember = (body: Uint8Array<ArrayBuffer>) => store(key, { etag, headers: response.headers, body });
        return new Response(ReadableStream.from(whole(response.body, remember)), { headers: response.headers });
      },
  };
}

/** The chunks of a body; passes it on in one piece when all of it was read and it is small enough to be remembered. */
async function* whole(body: ReadableStream<Uint8Array>, remember: (body: Uint8Array<ArrayBuffer>) => void) {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length <= largest) chunks.push(chunk);
    yield chunk;
  }
  if (length <= largest) remember(Uint8Array.from(Buffer.concat(chunks)));
}

/** The limits are those of the new answer; only the stored one has a link to the next page. */
function laidOver(stored: Headers, answer: Headers): Headers {
  const headers = new Headers(stored);
  for (const [name, value] of answer) headers.set(name, value);
  return headers;
}
