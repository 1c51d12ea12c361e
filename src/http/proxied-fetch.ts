import { Failure } from "../failure.ts";
import type { Fetch } from "./fetch.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * `fetch`, through the proxy that `HTTPS_PROXY` and `HTTP_PROXY` name, except for the hosts in `NO_PROXY`; the names
 * may be in lower case, as in other programs. Throws a `Failure` when a proxy is not given as a URL.
 */
export function proxiedFetch(env: Environment): Fetch {
  const httpsProxy = proxyOf(env, "HTTPS_PROXY");
  const httpProxy = proxyOf(env, "HTTP_PROXY");
  if (httpsProxy === undefined && httpProxy === undefined) return (url, init) => globalThis.fetch(url, init);
  const noProxy = variable(env, "NO_PROXY") ?? "";
  const load = async () => {
    // By its default export: a CommonJS package in a bundle has no other.
    const { default: undici } = await import("undici");
    // An empty address keeps undici from reading the variables of this process.
    return {
      dispatcher: new undici.EnvHttpProxyAgent({ httpsProxy: httpsProxy ?? "", httpProxy: httpProxy ?? "", noProxy }),
      fetch: undici.fetch,
    };
  };
  let loaded: ReturnType<typeof load> | undefined;
  return async (url, init = {}) => {
    loaded ??= load();
    const { dispatcher, fetch } = await loaded;
    // Node's types and undici's own name the same classes.
    const options = { ...init, dispatcher } as Parameters<typeof fetch>[1];
    return (await fetch(url, options)) as unknown as Response;
  };
}

/** Lower case wins, as in curl: a web server's CGI programs cannot be given `http_proxy` by a request's header. */
function variable(env: Environment, name: string): string | undefined {
  return env[name.toLowerCase()] || env[name] || undefined;
}

/** The message never quotes the address: it can hold a password. */
function proxyOf(env: Environment, name: string): string | undefined {
  const text = variable(env, name)?.trim();
  if (text === undefined || text === "") return undefined;
  const url = URL.parse(text) ?? URL.parse(`http://${text}`);
  if (url !== null && (url.protocol === "http:" || url.protocol === "https:")) return url.href;
  throw new Failure("configuration", `${name} must be the URL of a proxy: http://proxy.example.com:3128.`);
}
