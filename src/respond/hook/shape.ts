import type { HookRequest } from "./request.ts";

/**
 * The form of the body that the hook receives about a key. `full`: {@link HookRequest}. `no-key`: the same without the
 * credential. `github-partner`: what GitHub's secret scanning partner programme sends, for receivers written for it.
 */
export type HookShape = "full" | "no-key" | "github-partner";

export const hookShapes: readonly HookShape[] = ["full", "no-key", "github-partner"];

/** The body about a key, as an object to be written as JSON. */
export function shaped(request: HookRequest, shape: HookShape): object {
  const { credential, ...data } = request.data;
  switch (shape) {
    case "full":
      return request;
    case "no-key":
      return { ...request, data };
    case "github-partner": {
      const urls = data.places.flatMap(({ url, path }) => (url === null ? [] : [{ url, path }]));
      const entry = { token: credential, type: data.kind.replaceAll("-", "_") };
      if (urls.length === 0) return [{ ...entry, url: "", source: "content" }];
      return urls.map(({ url, path }) => ({ ...entry, url, source: path === null ? "content" : "commit" }));
    }
  }
}
