import { context, propagation } from "@opentelemetry/api";
import type { NewJob, Queue, TraceContext } from "../../incident/job.ts";

/** A queue whose jobs belong to the trace in which they are stored. */
export function tracedQueue(queue: Queue): Queue {
  return { ...queue, add: (transaction, jobs) => queue.add(transaction, jobs.map(inCurrentTrace)) };
}

/** A job of the current trace, unless it belongs to one already. */
export function inCurrentTrace(job: NewJob): NewJob {
  const trace = job.trace ?? currentTrace();
  return trace === undefined ? job : { ...job, trace };
}

/** What a job takes along so that its span joins the current trace; undefined while nothing is traced. */
function currentTrace(): TraceContext | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return Object.keys(carrier).length === 0 ? undefined : carrier;
}
