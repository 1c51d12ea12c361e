import type { GitHubClient } from "./client.ts";
import { BrokenAnswer } from "./request-error.ts";

/** The body of an answer, or the fact that it is longer than asked for. */
export type Body = { readonly type: "bytes"; readonly bytes: Uint8Array } | { readonly type: "too-large" };

export interface BytesOptions {
  /** Media type. */
  readonly accept: string;
  readonly maximumBytes: number;
  /** `one`: a server's error is thrown at once, since there is another way. Rate limits are waited out in any case. */
  readonly tries?: "one";
}

/**
 * Requests a route and returns the body's bytes as they came. Octokit would decode most media types as UTF-8, and files
 * are not UTF-8. Reads at most `maximumBytes`. Throws Octokit's error, with a `status`.
 * @param route method and path of GitHub's API with its parameters in braces
 */
export async function requestBytes(
  client: GitHubClient,
  route: string,
  parameters: Readonly<Record<string, string>>,
  options: BytesOptions,
): Promise<Body> {
  const request = { parseSuccessResponseBody: false, ...(options.tries === "one" ? { retries: 0 } : {}) };
  const response = await client.request(route, { ...parameters, headers: { accept: options.accept }, request });
  return readBody(response.data, options.maximumBytes);
}

async function readBody(data: unknown, maximumBytes: number): Promise<Body> {
  if (!(data instanceof ReadableStream)) return { type: "bytes", bytes: new Uint8Array() };
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of data as ReadableStream<Uint8Array>) {
      length += part.length;
      // Leaving the loop cancels the stream.
      if (length > maximumBytes) return { type: "too-large" };
      parts.push(part);
    }
  } catch (cause) {
    throw new BrokenAnswer("GitHub's answer broke off.", { cause });
  }
  return { type: "bytes", bytes: Buffer.concat(parts) };
}
