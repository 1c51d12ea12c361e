import type { Fetch } from "../../http/fetch.ts";
import type { GitHubClient } from "./client.ts";
import { BrokenAnswer } from "./request-error.ts";

/** The body of a response, or the fact that it is longer than the maximum. */
export type Body = { readonly type: "bytes"; readonly bytes: Uint8Array } | { readonly type: "too-large" };

export interface BytesOptions {
  /** Media type. */
  readonly accept: string;
  readonly maximumBytes: number;
  /** `one`: a server error is thrown at once, since there is another way. Rate limits are waited for in any case. */
  readonly tries?: "one";
  /** False for bytes that are not what was requested, which counts as a broken response. */
  readonly verify?: (bytes: Uint8Array) => boolean;
}

/**
 * Requests a route and returns the body's bytes unchanged. Octokit would decode most media types as UTF-8, and files
 * need not be UTF-8. Reads at most `maximumBytes`. Throws Octokit's error, with a `status`.
 * @param route method and path of GitHub's API with its parameters in braces
 */
export async function requestBytes(
  client: GitHubClient,
  route: string,
  parameters: Readonly<Record<string, string>>,
  options: BytesOptions,
): Promise<Body> {
  let body: Body | null = null;
  // The body is read inside Octokit's request, so that its plugins retry one that breaks off.
  const send: Fetch = client.request.endpoint.DEFAULTS.request?.fetch ?? globalThis.fetch;
  const fetch: Fetch = async (url, init) => {
    const response = await send(url, init);
    if (!response.ok) return response;
    body = await readBody(response.body ?? ReadableStream.from([]), options.maximumBytes);
    if (body.type === "bytes" && options.verify?.(body.bytes) === false) {
      throw new BrokenAnswer("GitHub's answer holds other bytes than those asked for");
    }
    return new Response(null, { status: response.status, headers: response.headers });
  };
  const request = { fetch, parseSuccessResponseBody: false, ...(options.tries === "one" ? { retries: 0 } : {}) };
  await client.request(route, { ...parameters, headers: { accept: options.accept }, request });
  // An empty file would be believed.
  if (body === null) throw new BrokenAnswer("The body of GitHub's answer was not read");
  return body;
}

async function readBody(stream: ReadableStream<Uint8Array>, maximumBytes: number): Promise<Body> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of stream) {
    length += part.length;
    // Leaving the loop cancels the stream.
    if (length > maximumBytes) return { type: "too-large" };
    parts.push(part);
  }
  return { type: "bytes", bytes: Buffer.concat(parts) };
}
