import { getProxyUrl } from "@actions/http-client/lib/proxy";
import { ProxyAgent } from "./undici.ts";

// Stands in for @actions/http-client in the step's bundle: @actions/github asks it for the proxy and for nothing else,
// and the whole of it loads Node's http, https and tls, and undici.

/** Where requests to an address go through. */
export class HttpClient {
  /** For transports on Node's http module; the step has none. */
  getAgent(): undefined {
    return undefined;
  }

  getAgentDispatcher(destination: string): ProxyAgent | undefined {
    const proxy = getProxyUrl(new URL(destination));
    if (!proxy?.hostname) return undefined;
    const credentials = `${proxy.username}:${proxy.password}`;
    const token = `Basic ${Buffer.from(credentials).toString("base64")}`;
    return new ProxyAgent({ uri: proxy.href, ...(credentials === ":" ? {} : { token }) });
  }
}
