import type { ContextManager, TextMapPropagator } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ConsoleSpanExporter,
  type SpanExporter,
} from "@opentelemetry/sdk-trace-base";
import { version } from "../../version.ts";
import type { Log } from "../log.ts";
import type { TracingSettings } from "./settings.ts";
import { watched } from "./watched-exporter.ts";

/** The part of OpenTelemetry that is loaded only where traces are exported. */
export function createProvider({ exporters, protocol, variables }: TracingSettings, log: Log): BasicTracerProvider {
  const otlp = () => (protocol === "http/json" ? new JsonExporter() : new ProtobufExporter());
  const exporterOf = (name: (typeof exporters)[number]): SpanExporter =>
    name === "console" ? new ConsoleSpanExporter() : watched(otlp(), log);
  return withVariables(variables, () => {
    const ours = resourceFromAttributes({ "service.name": "keyhawk", "service.version": version });
    return new BasicTracerProvider({
      resource: defaultResource()
        .merge(ours)
        .merge(detectResources({ detectors: [envDetector] })),
      spanProcessors: exporters.map((name) => new BatchSpanProcessor(exporterOf(name))),
    });
  });
}

export function createContextManager(): ContextManager {
  return new AsyncLocalStorageContextManager().enable();
}

export function createPropagator(): TextMapPropagator {
  return new W3CTraceContextPropagator();
}

/** OpenTelemetry reads `process.env` alone, and the operator's variables are also in a file or files of secrets. */
function withVariables<T>(variables: Readonly<Record<string, string>>, create: () => T): T {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return create();
  } finally {
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}
