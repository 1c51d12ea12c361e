import { type Attributes, propagation, ROOT_CONTEXT, SpanKind } from "@opentelemetry/api";
import type { Job, QueueName, Worker } from "../../incident/job.ts";
import type { Intake } from "../intake.ts";
import type { Delivery } from "../receiver.ts";
import { withSpan } from "./span.ts";

/** An intake whose deliveries each begin a trace, which ends with what comes of them. */
export function tracedIntake(intake: Intake): Intake {
  return {
    take: (delivery) =>
      withSpan(
        `webhook ${delivery.name}`,
        { kind: SpanKind.SERVER, parent: ROOT_CONTEXT, attributes: attributesOf(delivery) },
        () => intake.take(delivery),
      ),
  };
}

function attributesOf({ id, name, payload }: Delivery): Attributes {
  const { repository } = payload as { readonly repository?: { readonly full_name?: unknown } };
  const known = repository?.full_name;
  return {
    "keyhawk.delivery": id,
    "keyhawk.event": name,
    ...(typeof known === "string" ? { "keyhawk.repository": known } : {}),
  };
}

/** A worker whose jobs go on with the trace in which they were stored. */
export function tracedWorker(queue: QueueName, worker: Worker): Worker {
  const inSpan = (operation: string, { id, attempt, trace }: Job, work: () => Promise<void>) =>
    withSpan(
      `${operation} ${queue}`,
      {
        kind: SpanKind.CONSUMER,
        parent: propagation.extract(ROOT_CONTEXT, trace ?? {}),
        attributes: {
          "messaging.system": "pg-boss",
          "messaging.operation.name": operation,
          "messaging.destination.name": queue,
          "messaging.message.id": id,
          "keyhawk.attempt": attempt + 1,
        },
      },
      work,
    );
  return {
    ...worker,
    run: (job) => inSpan("process", job, () => worker.run(job)),
    giveUp: (job, error) => inSpan("give up", job, () => worker.giveUp(job, error)),
  };
}
