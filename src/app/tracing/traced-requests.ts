import { AsyncLocalStorage } from "node:async_hooks";
import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { routeOf } from "../../github/client/answer-forms.ts";
import type { Fetch } from "../../http/fetch.ts";
import type { Peer } from "../networks.ts";
import { withSpan } from "./span.ts";

/**
 * A `fetch` whose requests are spans. They name GitHub's route and OpenAI's path; of the hook only the host, since its path
 * can be its secret. No query and no header is recorded.
 */
export function tracedFetch(fetch: Fetch, peer: Peer): Fetch {
  return (url, init = {}) => {
    const method = init.method ?? "GET";
    const { hostname, pathname, port } = new URL(url);
    const [, route] = (peer === "github" ? routeOf(method, pathname) : null)?.split(" ") ?? [];
    const attributes = {
      "http.request.method": method,
      "server.address": hostname,
      ...(port === "" ? {} : { "server.port": Number(port) }),
      ...(route === undefined ? {} : { "url.template": route }),
      ...(peer === "openai" ? { "url.path": pathname } : {}),
      "keyhawk.peer": peer,
    };
    const name = route === undefined ? `${method} ${peer}` : `${method} ${route}`;
    return withSpan(name, { kind: SpanKind.CLIENT, attributes }, async (span) => {
      const response = await fetch(url, init);
      span.setAttribute("http.response.status_code", response.status);
      // Most repositories lack what a 404 is about, such as a configuration.
      if (response.status >= 400 && response.status !== 404) span.setStatus({ code: SpanStatusCode.ERROR });
      return response;
    });
  };
}

/**
 * A `fetch` whose requests belong to the current trace, and their log lines to the current delivery, whoever sends them:
 * Octokit's throttling lets jobs send each other's.
 */
export function inContext(fetch: Fetch): Fetch {
  return AsyncLocalStorage.bind(fetch);
}
