import {
  type Attributes,
  type Context,
  context,
  type Span,
  type SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { maskKeys } from "../../detect/mask-keys.ts";
import { version } from "../../version.ts";

export interface SpanOptions {
  readonly kind?: SpanKind;
  /** Keys in them are masked. */
  readonly attributes?: Attributes;
  /** The context in which it begins; the current one when absent. */
  readonly parent?: Context;
}

/** Does some work in a span of its own. Without an SDK, which `startTracing` or the embedding program loads, nothing is recorded. */
export function withSpan<T>(
  name: string,
  { attributes = {}, parent = context.active(), ...options }: SpanOptions,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const tracer = trace.getTracer("keyhawk", version);
  return tracer.startActiveSpan(name, { ...options, attributes: masked(attributes) }, parent, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      const { name: type, message } = error instanceof Error ? error : new Error(String(error));
      // No recorded exception: its stack trace can quote anything.
      span.setStatus({ code: SpanStatusCode.ERROR, message: maskKeys(message) }).setAttribute("error.type", type);
      throw error;
    } finally {
      span.end();
    }
  });
}

function masked(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, typeof value === "string" ? maskKeys(value) : value]),
  );
}
