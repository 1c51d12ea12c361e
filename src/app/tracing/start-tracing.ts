import { setTimeout as sleep } from "node:timers/promises";
import { context, DiagLogLevel, diag, propagation, trace } from "@opentelemetry/api";
import type { Log } from "../log.ts";
import type { TracingSettings } from "./settings.ts";

/** Milliseconds that the export of what is left gets: the App must end in time, also when no collector answers. */
const lastExport = 1_000;

/**
 * Loads OpenTelemetry's SDK where the operator wants traces. Resolves to a function that exports what is left and unloads
 * it; never rejects.
 */
export async function startTracing(settings: TracingSettings | null, log: Log): Promise<() => Promise<void>> {
  if (settings === null) return async () => {};
  const { createContextManager, createPropagator, createProvider } = await import("./sdk.ts");
  const ignore = () => {};
  // What it cannot export is logged by the exporter itself, once.
  const logger = { ...{ error: ignore, info: ignore, debug: ignore, verbose: ignore }, warn: log.warn };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const provider = createProvider(settings, log);
  context.setGlobalContextManager(createContextManager());
  propagation.setGlobalPropagator(createPropagator());
  trace.setGlobalTracerProvider(provider);
  return async () => {
    const given = sleep(lastExport, undefined, { ref: false });
    await Promise.race([provider.shutdown(), given]).catch((error: Error) =>
      log.warn(`The last traces were not exported: ${error.message}.`),
    );
    for (const api of [trace, propagation, context, diag]) api.disable();
  };
}
