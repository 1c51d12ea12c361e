import type { Credential } from "../../detect/credential.ts";
import type { Network } from "../../http/network.ts";
import { readBoundedText } from "../bounded-text.ts";
import { connectionCode } from "../connection-error.ts";

/** The result of one request to OpenAI. It quotes nothing of the request. */
export type OpenAIAnswer =
  | {
      readonly type: "answered";
      readonly status: number;
      /** The JSON of the response; undefined when it is not JSON. */
      readonly body: unknown;
      /** Milliseconds after which the server asks for the next attempt; null when it does not say. */
      readonly retryAfter: number | null;
      /** The organisation and the project that OpenAI names as the key's; null when it names none. */
      readonly organization: string | null;
      readonly project: string | null;
    }
  /** @property reason a sentence for people */
  | { readonly type: "failed"; readonly reason: string };

/** The most bytes of a response that are read; a page of a hundred keys has some fifty thousand. */
const longestAnswer = 4 * 1024 * 1024;

/**
 * Sends a `GET` to OpenAI's API with a key as bearer token. The key is in the header only, and redirects are not
 * followed, so that it reaches only the server that the operator named. Never throws.
 * @param url whole address, without any secret
 * @param timeout in milliseconds, for the whole response
 */
export async function askOpenAI(
  url: string,
  key: Credential,
  options: { readonly timeout: number; readonly network: Network; readonly signal: AbortSignal },
): Promise<OpenAIAnswer> {
  const timeout = AbortSignal.timeout(options.timeout);
  try {
    const response = await options.network.fetch(url, {
      headers: { accept: "application/json", authorization: `Bearer ${key.reveal()}`, "user-agent": "keyhawk" },
      redirect: "manual",
      signal: AbortSignal.any([timeout, options.signal]),
    });
    const { status, headers } = response;
    return {
      type: "answered",
      status,
      body: parse(await readBoundedText(response, longestAnswer)),
      retryAfter: retryAfter(headers),
      organization: headers.get("openai-organization"),
      project: headers.get("openai-project"),
    };
  } catch (error) {
    if (timeout.aborted) {
      return { type: "failed", reason: `OpenAI did not answer within ${options.timeout / 1000} seconds.` };
    }
    // The error itself may quote the header: only its code is safe to report.
    return { type: "failed", reason: `OpenAI could not be reached${connectionCode(error)}.` };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `retry-after-ms`, which OpenAI adds, or `retry-after` in seconds or as a date. */
function retryAfter(headers: Headers): number | null {
  const milliseconds = Number(headers.get("retry-after-ms") ?? Number.NaN);
  if (Number.isFinite(milliseconds)) return Math.max(milliseconds, 0);
  const text = headers.get("retry-after");
  if (text === null) return null;
  const seconds = Number(text);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(wait) ? null : Math.max(wait, 0);
}
