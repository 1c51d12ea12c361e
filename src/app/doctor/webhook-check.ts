import { count } from "../../report/words.ts";
import type { AppClient } from "./app-client.ts";
import { type Check, ok, problem, warning } from "./check.ts";

/** The address to which GitHub sends webhooks, and how. */
export async function checkWebhook(client: AppClient, webhookPath: string): Promise<readonly Check[]> {
  const { data } = await client.rest.apps.getWebhookConfigForApp();
  const url = URL.parse(data.url ?? "");
  if (url === null) {
    return [problem("webhook", "The App has no webhook URL.", `Set it in the App's settings: https://…${webhookPath}`)];
  }
  const checks: Check[] = [];
  if (url.pathname !== webhookPath) {
    checks.push(
      problem(
        "webhook",
        `GitHub sends webhooks to the path ${url.pathname}, and the App takes them at ${webhookPath}.`,
        "Correct the URL in the App's settings, or set WEBHOOK_PATH.",
      ),
    );
  }
  if (url.protocol !== "https:") {
    checks.push(
      warning("webhook", "GitHub sends webhooks without encryption.", "Use an https URL in the App's settings."),
    );
  } else if (data.insecure_ssl === "1" || data.insecure_ssl === 1) {
    checks.push(
      warning("webhook", "GitHub does not verify the certificate.", "Enable SSL verification in the App's settings."),
    );
  }
  if (data.content_type !== undefined && data.content_type !== "json") {
    checks.push(
      problem(
        "webhook",
        `GitHub sends webhooks as ${data.content_type}.`,
        "Set the content type application/json in the App's settings.",
      ),
    );
  }
  if (!data.secret) {
    checks.push(
      problem("webhook", "The App has no webhook secret on GitHub.", "Set it there to the value of WEBHOOK_SECRET."),
    );
  }
  return checks.length > 0 ? checks : [ok("webhook", `GitHub sends webhooks to ${url.origin}${url.pathname}.`)];
}

/** How the newest webhooks arrived. */
export async function checkDeliveries(client: AppClient): Promise<readonly Check[]> {
  const { data } = await client.rest.apps.listWebhookDeliveries({ per_page: 100 });
  if (data.length === 0) {
    const advice = "Push to a repository that the App is installed on, and run this again.";
    return [warning("deliveries", "GitHub has sent no webhook yet.", advice)];
  }
  const failed = data.filter(({ status_code: code }) => code < 200 || code >= 300);
  if (failed.length === 0) return [ok("deliveries", `The last ${count(data.length, "webhook")} arrived.`)];
  const codes = Map.groupBy(failed, ({ status_code: code }) => code);
  const counted = [...codes].map(([code, all]) => `${all.length} ${code === 0 ? "without an answer" : `with ${code}`}`);
  const found = `${failed.length} of the last ${count(data.length, "webhook")} failed: ${counted.join(", ")}.`;
  // The newest comes first: older failures may have been mended since.
  const isOver = failed[0] !== data[0];
  if (isOver) return [warning("deliveries", found, "The newest one arrived. GitHub can send the others again.")];
  return [problem("deliveries", found, deliveryAdvice(failed[0]?.status_code ?? 0))];
}

function deliveryAdvice(code: number): string {
  if (code === 401) return "WEBHOOK_SECRET differs from the secret in the App's settings on GitHub.";
  if (code === 404) return "Another server answers there, or WEBHOOK_PATH differs from the URL's path.";
  if (code === 0) return "GitHub cannot reach the App: check its address, the firewall and the certificate.";
  return "See the App's log at the time of the delivery.";
}
