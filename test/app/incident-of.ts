import { administer } from "../../src/app/incidents/administer.ts";
import type { IncidentRecord } from "../../src/incident/records.ts";

/** What the App of an environment recorded about a key; undefined before it did. */
export async function incidentOf(
  environment: Record<string, string>,
  raw: string,
): Promise<IncidentRecord | undefined> {
  const incidents = await administer({ action: "read", filter: {} }, { envFile: "/dev/null" }, environment);
  return incidents.find(({ masked }) => masked.endsWith(raw.slice(-4)));
}
