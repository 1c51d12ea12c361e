import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** A span as OTLP in JSON has it, with its attributes as an object. */
export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, unknown>>;
}

/** An OpenTelemetry collector that remembers what it was sent. */
export interface Collector {
  readonly url: string;
  /** Requests as they came. */
  readonly requests: readonly {
    readonly path: string;
    readonly type: string;
    readonly token: string;
    readonly body: Buffer;
  }[];
  /** The spans of requests in JSON. */
  spans(): readonly CollectedSpan[];
  close(): void;
}

type Attributes = readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];

interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: Attributes };
    readonly scopeSpans: readonly {
      readonly spans: readonly (Omit<CollectedSpan, "attributes" | "resource"> & { readonly attributes: Attributes })[];
    }[];
  }[];
}

/** Starts it on a free port. */
export async function startCollector(): Promise<Collector> {
  const requests: { path: string; type: string; token: string; body: Buffer }[] = [];
  const server = createServer(async (request, response) => {
    const { "content-type": type = "", "x-token": token = "" } = request.headers;
    requests.push({ path: request.url ?? "", type, token: String(token), body: await buffer(request) });
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    spans: () =>
      requests
        .filter(({ type }) => type === "application/json")
        .flatMap(({ body }) => (JSON.parse(body.toString()) as Export).resourceSpans)
        .flatMap(({ resource, scopeSpans }) =>
          scopeSpans
            .flatMap(({ spans }) => spans)
            .map(({ attributes, ...span }) => ({
              ...span,
              attributes: fromPairs(attributes),
              resource: fromPairs(resource.attributes),
            })),
        ),
    close: () => void server.close(),
  };
}

function fromPairs(attributes: Attributes): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
