import { statusOf } from "../../github/client/request-error.ts";
import { count } from "../../report/words.ts";
import type { Configuration } from "../configuration.ts";
import type { Credentials } from "../credentials.ts";
import { readManifest } from "../manifest.ts";
import { judgeOutage } from "../outage.ts";
import { type AppClient, createAppClient } from "./app-client.ts";
import { type Check, ok, problem, warning } from "./check.ts";
import { granted, unheard, unserved } from "./granted.ts";
import { checkInstallations } from "./installation-check.ts";
import { checkDeliveries, checkWebhook } from "./webhook-check.ts";

/** Seconds by which this machine's clock may differ from GitHub's: tokens of an App are valid from their first second. */
const clockTolerance = 30;

/** The App on GitHub: its credentials, permissions, events, webhook, deliveries and installations. */
export async function checkGitHub(configuration: Configuration, credentials: Credentials): Promise<readonly Check[]> {
  const client = await createAppClient(configuration, credentials);
  let app: Awaited<ReturnType<AppClient["rest"]["apps"]["getAuthenticated"]>>;
  try {
    app = await client.rest.apps.getAuthenticated();
  } catch (error) {
    return [problem("credentials", `${sentence(error)}.`, adviceFor(error, configuration))];
  }
  const { data } = app;
  if (data === null) return [problem("credentials", "GitHub does not say which App this is.", "Try again later.")];
  const { default_permissions: permissions, default_events: events } = readManifest();
  const offer = { permissions: data.permissions as Readonly<Record<string, string>>, events: data.events };
  return [
    ok("credentials", `GitHub knows the App as ${data.name} (${data.id}).`),
    ...clockCheck(app.headers.date),
    ...unserved(granted(offer, { permissions, events })),
    ...unheard(offer),
    ...(await orProblem("webhook", () => checkWebhook(client, configuration.webhookPath))),
    ...(await orProblem("deliveries", () => checkDeliveries(client))),
    ...(await orProblem("installations", () => checkInstallations(client, offer.permissions))),
  ];
}

function clockCheck(date: string | undefined): readonly Check[] {
  const seconds = date === undefined ? 0 : Math.round((Date.now() - Date.parse(date)) / 1_000);
  if (Math.abs(seconds) <= clockTolerance) return [];
  const direction = seconds > 0 ? "fast" : "slow";
  return [
    warning(
      "clock",
      `The clock of this machine is ${count(Math.abs(seconds), "second")} ${direction}.`,
      "Set it by NTP: GitHub refuses tokens that are dated too far away.",
    ),
  ];
}

async function orProblem(subject: string, check: () => Promise<readonly Check[]>): Promise<readonly Check[]> {
  try {
    return await check();
  } catch (error) {
    if (statusOf(error) === null) throw error;
    return [problem(subject, `This could not be read: ${sentence(error)}.`, "Try again later.")];
  }
}

function sentence(error: unknown): string {
  return judgeOutage(error).reason;
}

function adviceFor(error: unknown, { apiUrl }: Configuration): string {
  const status = statusOf(error);
  if (status === 401 || status === 404) {
    return "Copy APP_ID from the App's settings, and create a new private key there if PRIVATE_KEY is not of this App.";
  }
  return `Check that this machine reaches ${apiUrl}, through HTTPS_PROXY if it needs one.`;
}
