import { context, propagation } from "@opentelemetry/api";
import type { JobOrigin, NewJob, Queue } from "../incident/job.ts";
import { currentDelivery } from "./log-context.ts";

/** A queue whose jobs know the delivery and the trace in which they are stored. */
export function withOrigins(queue: Queue): Queue {
  return { ...queue, add: (transaction, jobs) => queue.add(transaction, jobs.map(withOrigin)) };
}

/** A job of the current delivery and trace, unless it has an origin already. */
export function withOrigin(job: NewJob): NewJob {
  return { ...job, origin: job.origin ?? currentOrigin() };
}

function currentOrigin(): JobOrigin {
  const delivery = currentDelivery();
  const trace: Record<string, string> = {};
  propagation.inject(context.active(), trace);
  return {
    ...(delivery === undefined ? {} : { delivery }),
    ...(Object.keys(trace).length === 0 ? {} : { trace }),
  };
}
