import { safeParse } from "zod/mini";
import { maskKeys } from "../../detect/mask-keys.ts";
import { boundedFetch, TimedOut } from "../../http/bounded-fetch.ts";
import type { Fetch } from "../../http/fetch.ts";
import type { Network } from "../../http/network.ts";
import { answerForms, routeOf } from "./answer-forms.ts";
import { breakCircuits } from "./circuit.ts";
import { BrokenAnswer } from "./request-error.ts";

/** Media types whose responses are not JSON, although some end in `+json`. */
const bytesWanted = /[./](?:raw|diff|patch|sha)\b/;

/** The `fetch` of every GitHub client, passed to Octokit as `request.fetch` so that its plugins see the failures. */
export function githubFetch(network: Network, log: { warn(message: string): unknown }): Fetch {
  return checkAnswers(breakCircuits(boundedFetch(network), requestName), log);
}

/**
 * Passes on only usable responses of GitHub: JSON where JSON was requested, in the form that Keyhawk reads, and never a
 * web page. Anything else is a {@link BrokenAnswer}, which the retry plugin retries like a 5xx. Each failed response is
 * a line in the log.
 */
function checkAnswers(send: Fetch, log: { warn(message: string): unknown }): Fetch {
  return async (url, init = {}) => {
    const failed = (thrown: unknown): unknown => {
      if (isAbort(thrown)) return thrown;
      log.warn(`${maskKeys(requestName(url, init))} failed: ${reasonOf(thrown)}.`);
      return thrown;
    };
    try {
      const response = await send(url, init);
      if (!response.ok || response.body === null) return response;
      const isPage = /^text\/html\b/i.test(response.headers.get("content-type") ?? "");
      if (isPage) {
        await response.body.cancel();
        throw new BrokenAnswer("GitHub answered with a web page");
      }
      const wantsBytes = bytesWanted.test(new Headers(init.headers).get("accept") ?? "");
      const body = wantsBytes
        ? ReadableStream.from(wholeBody(response.body, failed))
        : await usableJson(response, routeOf(init.method ?? "GET", new URL(url).pathname));
      return new Response(body, { status: response.status, headers: response.headers });
    } catch (error) {
      throw failed(error);
    }
  };
}

/** The chunks of the body; throws when it breaks off. */
async function* wholeBody(body: ReadableStream<Uint8Array>, failed: (error: unknown) => unknown) {
  try {
    yield* body;
  } catch (error) {
    throw failed(brokenOff(error));
  }
}

async function usableJson(response: Response, route: string | null): Promise<string> {
  const text = await response.text().catch((error: unknown) => {
    throw brokenOff(error);
  });
  const form = route === null ? undefined : answerForms[route];
  const data = parse(text);
  if (form !== undefined && !safeParse(form, data).success) {
    throw new BrokenAnswer("GitHub's answer has an unknown form");
  }
  return text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BrokenAnswer("GitHub's answer is not JSON", { cause });
  }
}

function brokenOff(cause: unknown): unknown {
  return cause instanceof TimedOut || isAbort(cause) ? cause : new BrokenAnswer("GitHub's answer broke off", { cause });
}

/** Leaves out names of branches and files, which can be anything, and long. */
function requestName(url: string | URL, { method = "GET" }: RequestInit): string {
  const { pathname } = new URL(url);
  const repository = /\/repos\/([^/]+\/[^/]+)/.exec(pathname)?.[1];
  const route = routeOf(method, pathname) ?? `${method} ${pathname}`;
  return repository === undefined ? route : route.replace("{owner}/{repo}", repository);
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

/** The reason of a network error is in its cause, not in its message. */
function reasonOf(error: unknown): string {
  if (error instanceof TimedOut || error instanceof BrokenAnswer) return error.message;
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause
    ? `the connection failed (${String(cause.code)})`
    : "the connection failed";
}
