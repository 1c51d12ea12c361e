import { routeOf } from "../../github/client/answer-forms.ts";
import type { Fetch } from "../../http/fetch.ts";
import type { QueueName, Worker } from "../../incident/job.ts";
import type { Intake } from "../intake.ts";
import type { Metrics } from "./metrics.ts";

/** A worker whose jobs are counted and timed. */
export function measuredWorker(queue: QueueName, worker: Worker, metrics: Metrics): Worker {
  return {
    ...worker,
    async run(job) {
      const start = performance.now();
      const seconds = () => (performance.now() - start) / 1_000;
      try {
        await worker.run(job);
        metrics.job(queue, "done", seconds());
      } catch (error) {
        metrics.job(queue, "failed", seconds());
        throw error;
      }
    },
    async giveUp(job, error) {
      await worker.giveUp(job, error);
      metrics.job(queue, "given-up", 0);
    },
  };
}

/** An intake whose events are counted. */
export function measuredIntake(intake: Intake, metrics: Metrics): Intake {
  return {
    async take(delivery) {
      try {
        await intake.take(delivery);
        metrics.event(delivery.name, "stored");
      } catch (error) {
        metrics.event(delivery.name, "failed");
        throw error;
      }
    },
  };
}

/** A `fetch` for GitHub whose requests are counted. Routes have names, so that no branch or file is a label. */
export function measuredFetch(fetch: Fetch, metrics: Metrics): Fetch {
  return async (url, init = {}) => {
    const method = init.method ?? "GET";
    const route = routeOf(method, new URL(url).pathname) ?? `${method} other`;
    try {
      const response = await fetch(url, init);
      metrics.request(route, response.status);
      const left = response.headers.get("x-ratelimit-remaining");
      if (left !== null) metrics.remaining(response.headers.get("x-ratelimit-resource") ?? "core", Number(left));
      return response;
    } catch (error) {
      metrics.request(route, 0);
      throw error;
    }
  };
}
