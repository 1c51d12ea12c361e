import { until } from "./until.ts";

/** Resolves when no job of an App waits or runs, those of histories left out. @param url the root of the App */
export async function idle(url: string): Promise<void> {
  await until("an idle queue", async () => {
    const { queue } = (await (await fetch(`${url}/healthz`)).json()) as { queue: number };
    return queue === 0 ? true : null;
  });
}
