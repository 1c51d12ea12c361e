import { sql } from "kysely";
import type { Connection } from "./connection.ts";
import type { QueueName, Stage } from "./job.ts";

interface Row {
  readonly name: QueueName;
  readonly waiting: string;
  readonly delayed: string;
  readonly running: string;
  readonly overdue: Date | null;
}

/** Counts the jobs of queues. @param tableOf the name of the table that contains a queue's jobs */
export async function stagesOf(
  connection: Connection,
  queues: readonly QueueName[],
  tableOf: (queue: QueueName) => string,
): Promise<readonly Stage[]> {
  const stages: Stage[] = [];
  for (const [table, names] of Map.groupBy(queues, tableOf)) {
    const { rows } = await sql<Row>`
      select name,
        count(*) filter (where state <> 'active' and start_after <= now()) as waiting,
        count(*) filter (where state <> 'active' and start_after > now()) as delayed,
        count(*) filter (where state = 'active') as running,
        min(greatest(created_on, start_after)) filter (where state <> 'active' and start_after <= now()) as overdue
      from ${sql.table(table)}
      where name in (${sql.join(names)}) and state in ('created', 'retry', 'active') and not blocked
      group by name
    `.execute(connection);
    const counted = new Map(rows.map((row) => [row.name, row]));
    for (const queue of names) {
      const row = counted.get(queue);
      const { waiting = 0, delayed = 0, running = 0, overdue = null } = row ?? {};
      stages.push({ queue, waiting: Number(waiting), delayed: Number(delayed), running: Number(running), overdue });
    }
  }
  return stages;
}
