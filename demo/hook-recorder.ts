import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** One request to the revocation hook and what the receiver answered. `body` holds a raw key: never print it. */
export interface HookExchange {
  readonly at: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly status: number;
  readonly answer: string;
}

/** Stands between the App and the receiver, passes everything on unchanged, and remembers it in memory. */
export interface HookRecorder {
  readonly url: string;
  readonly exchanges: readonly HookExchange[];
  close(): Promise<void>;
}

/** Starts a recorder on a loopback port of its own in front of `receiver`, a URL. */
export async function recordHook(receiver: string): Promise<HookRecorder> {
  const exchanges: HookExchange[] = [];
  const server = createServer(async (request, response) => {
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => name.startsWith("webhook-") || name === "content-type"),
    ) as Record<string, string>;
    const body = await text(request);
    try {
      const passed = await fetch(receiver, { method: request.method ?? "POST", headers, body });
      const answer = await passed.text();
      exchanges.push({ at: performance.now(), headers, body, status: passed.status, answer });
      response.writeHead(passed.status, { "content-type": passed.headers.get("content-type") ?? "text/plain" });
      response.end(answer);
    } catch {
      response.writeHead(502).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    exchanges,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
