import { ExportResultCode } from "@opentelemetry/core";
import type { SpanExporter } from "@opentelemetry/sdk-trace-base";
import type { Log } from "../log.ts";

/** An exporter that logs when it begins to fail and when it works again, not each failure. */
export function watched(exporter: SpanExporter, log: Log): SpanExporter {
  let state: "works" | "fails" = "works";
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const failed = result.code === ExportResultCode.FAILED;
        if (failed && state === "works") log.warn(`Traces cannot be exported: ${result.error?.message ?? "unknown"}.`);
        if (!failed && state === "fails") log.info("Traces are exported again.");
        state = failed ? "fails" : "works";
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}
