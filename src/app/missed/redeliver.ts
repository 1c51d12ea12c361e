import type { Probot } from "probot";
import { linkedCursor } from "../../github/client/pages.ts";
import type { Fetch } from "../../http/fetch.ts";
import type { Database } from "../../incident/database.ts";
import { doOnce, isDone, undo } from "../../incident/done-once.ts";
import { count } from "../../report/words.ts";
import type { Log } from "../log.ts";
import { judgeOutage } from "../outage.ts";
import { dueDeliveries, type FailedDelivery, horizon } from "./due-deliveries.ts";

/**
 * Has GitHub send the webhooks again that failed: it does not do so by itself. A delivery whose job is stored already is
 * no second job. Each attempt is asked for once by all processes together, later ones after growing delays. Resolves to
 * the number of deliveries that were asked for. Throws Octokit's error.
 */
export async function redeliverMissed(
  app: Pick<Probot, "auth">,
  fetch: Fetch,
  { tables }: Pick<Database, "tables">,
  log: Log,
  now: number = Date.now(),
): Promise<number> {
  const client = await app.auth();
  let asked = 0;
  for (const { id } of dueDeliveries(await failedDeliveries(client, fetch, now), now)) {
    const name = `redelivery:${id}`;
    const claim = `${name}:${Math.floor(now / claimLength)}`;
    if ((await isDone(tables, name)) || !(await doOnce(tables, claim))) continue;
    try {
      await client.request("POST /app/hook/deliveries/{delivery_id}/attempts", { delivery_id: id, request: { fetch } });
      asked += 1;
    } catch (error) {
      if (judgeOutage(error).type !== "gone") {
        await undo(tables, claim);
        throw error;
      }
      // The others are not held up by one that GitHub cannot send again.
      log.warn(`GitHub cannot send the delivery ${id} again: ${judgeOutage(error).reason}.`);
    }
    await doOnce(tables, name);
  }
  if (asked > 0) log.info(`Asked GitHub to send ${count(asked, "missed delivery", "missed deliveries")} again.`);
  return asked;
}

/** Milliseconds after which a delivery is asked for again whose process was killed before it had asked. */
const claimLength = 600_000;

type AppClient = Awaited<ReturnType<Probot["auth"]>>;

/** Failed deliveries of the last three days, newest first. */
async function failedDeliveries(client: AppClient, fetch: Fetch, now: number): Promise<readonly FailedDelivery[]> {
  const found: FailedDelivery[] = [];
  let cursor: string | undefined;
  do {
    const { data, headers } = await client.request("GET /app/hook/deliveries", {
      ...{ per_page: 100, status: "failure", request: { fetch } },
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { id, guid, delivered_at: at, status_code: status } of data) {
      // An older Enterprise Server lists all of them.
      if (status < 200 || status >= 300) found.push({ id: Number(id), guid, deliveredAt: Date.parse(at) });
    }
    cursor = linkedCursor(headers.link, "cursor");
    if (now - Date.parse(data.at(-1)?.delivered_at ?? "") > horizon) break;
  } while (cursor !== undefined);
  return found;
}
