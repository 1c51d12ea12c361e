import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { KindId } from "../../detect/kind.ts";

/** What the App counts about itself, for Prometheus. */
export interface Metrics {
  readonly registry: Registry;
  /** An event whose job was stored, or could not be. */
  event(name: string, result: "stored" | "failed"): void;
  /** Keys of one kind that a change or text adds. */
  keys(kind: KindId, count: number): void;
  /** A step of a change's way ended. @param since ISO 8601: when it was pushed; undefined when unknown */
  reached(step: Step, since: string | undefined): void;
  /** A job ended. */
  job(queue: string, result: "done" | "failed" | "given-up", seconds: number): void;
  /** A request to GitHub. @param status 0 without an answer */
  request(route: string, status: number): void;
  /** What is left of a rate limit, as an answer says. @param resource `core`, `graphql` */
  remaining(resource: string, requests: number): void;
}

/**
 * `responded`: the hook has answered, or Keyhawk has acted. `dead`: the key is revoked. `published`: comment, check run and
 * review are written.
 */
export type Step = "responded" | "dead" | "published";

/** Seconds: from what a person notices to what a rate limit of an hour causes. */
const moments = [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 900, 3_600, 14_400, 86_400];
/** Seconds that one job may take. */
const durations = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = (name: string, help: string, ...labelNames: readonly string[]) =>
    new Counter({ name, help, labelNames: [...labelNames], registers });
  const histogram = (name: string, help: string, buckets: readonly number[], ...labelNames: readonly string[]) =>
    new Histogram({ name, help, buckets: [...buckets], labelNames: [...labelNames], registers });
  const events = counter(
    "keyhawk_events_total",
    "Webhooks by event, and whether their work could be stored.",
    "event",
    "result",
  );
  const keys = counter("keyhawk_keys_total", "Keys found in changes and texts, by kind.", "kind");
  const reached = histogram(
    "keyhawk_since_push_seconds",
    "Time from a push to a step: the hook's answer, the key's death, the published comment and check.",
    moments,
    "step",
  );
  const jobs = histogram(
    "keyhawk_job_seconds",
    "How long jobs ran, by queue and result.",
    durations,
    "queue",
    "result",
  );
  const requests = counter(
    "keyhawk_github_requests_total",
    "Requests to GitHub by route and status; status 0 is no answer.",
    "route",
    "status",
  );
  const remaining = new Gauge({
    name: "keyhawk_github_rate_limit_remaining",
    help: "The least that an installation had left of its rate limit since these metrics were last read.",
    labelNames: ["resource"],
    registers,
    collect: () => {
      remaining.reset();
      for (const [resource, least] of lowest) remaining.set({ resource }, least);
      lowest.clear();
    },
  });
  const lowest = new Map<string, number>();
  return {
    registry,
    event: (event, result) => events.inc({ event, result }),
    keys: (kind, count) => keys.inc({ kind }, count),
    reached(step, since) {
      const seconds = since === undefined ? Number.NaN : (Date.now() - Date.parse(since)) / 1_000;
      // Clocks differ: a push may seem to be in the future.
      if (!Number.isNaN(seconds)) reached.observe({ step }, Math.max(seconds, 0));
    },
    job: (queue, result, seconds) => jobs.observe({ queue, result }, seconds),
    request: (route, status) => requests.inc({ route, status }),
    remaining: (resource, count) => lowest.set(resource, Math.min(lowest.get(resource) ?? count, count)),
  };
}
