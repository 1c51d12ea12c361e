import * as z from "zod";
import type { AlertName } from "../../github/alerts/alert.ts";
import type { Turn } from "../../incident/turn.ts";

/** A secret scanning alert about a key of OpenAI's. */
export interface OpenAIAlert extends AlertName {
  readonly defaultBranch: string;
}

/** Payload of an `examine` job for an alert. */
export interface AlertPayload {
  readonly alert: OpenAIAlert;
  readonly installation: number;
}

/** The parts of `secret_scanning_alert` and `secret_scanning_alert_location` that matter here. */
const event = z.object({
  action: z.string(),
  installation: z.object({ id: z.int() }),
  repository: z.object({ name: z.string(), default_branch: z.string(), owner: z.object({ login: z.string() }) }),
  alert: z.object({ number: z.int(), secret_type: z.string(), provider_slug: z.string().nullish() }),
});

/** What happened that can show Keyhawk a key, or a place of one, for the first time. */
const actions = new Set(["created", "publicly_leaked", "validated"]);

/** The alert that an event is about; null when its secret is no key of OpenAI's, and when nothing new is to be seen. */
export function alertFromEvent(payload: unknown): AlertPayload | null {
  const { data } = event.safeParse(payload);
  if (data === undefined || !actions.has(data.action)) return null;
  const { installation, repository, alert } = data;
  if (!/openai/i.test(`${alert.secret_type} ${alert.provider_slug ?? ""}`)) return null;
  const { name: repo, owner, default_branch: defaultBranch } = repository;
  return { alert: { owner: owner.login, repo, number: alert.number, defaultBranch }, installation: installation.id };
}

/** The key shared by the jobs about one alert. */
export function alertKey({ owner, repo, number }: AlertName): string {
  return `${owner}/${repo}`.toLowerCase().concat(`:alert:${number}`);
}

/** Whose work an alert is: GitHub raises them for whole histories, too. */
export function alertTurn({ alert: { owner, repo }, installation }: AlertPayload): Turn {
  return { installation, repository: `${owner}/${repo}`, origin: "history" };
}
