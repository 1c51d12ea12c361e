import type { Job, QueueName, Worker } from "../incident/job.ts";
import type { Intake } from "./intake.ts";
import { inLogContext } from "./log-context.ts";

/** As GitHub makes them. The header is not signed, so it can hold anything, and jobs store it as it is. */
const deliveryId = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** An intake whose log lines name the delivery. */
export function loggedIntake(intake: Intake): Intake {
  return {
    take(delivery) {
      const { id } = delivery;
      return inLogContext(deliveryId.test(id) ? { delivery: id } : {}, () => intake.take(delivery));
    },
  };
}

/** A worker whose log lines name the job and the delivery that it comes from. */
export function loggedWorker(queue: QueueName, worker: Worker): Worker {
  const inContext = ({ id: job, delivery }: Job, work: () => Promise<void>) =>
    inLogContext({ queue, job, ...(delivery === undefined ? {} : { delivery }) }, work);
  return {
    ...worker,
    run: (job) => inContext(job, () => worker.run(job)),
    giveUp: (job, error) => inContext(job, () => worker.giveUp(job, error)),
  };
}
