import type { SecretAlert, World } from "../world.ts";

/** A secret scanning alert with its secret, as its routes show it. */
export function secretAlertShape(world: World, alert: SecretAlert) {
  return { ...announcedAlertShape(world, alert), secret: alert.secret };
}

/** The same as webhooks show it: without the secret. */
export function announcedAlertShape(world: World, alert: SecretAlert) {
  const { number, repository, type, state, resolution, comment, validity } = alert;
  const url = `${world.apiUrl}/repos/${repository.fullName}/secret-scanning/alerts/${number}`;
  return {
    ...{ number, state, resolution, resolution_comment: comment, validity, url, locations_url: `${url}/locations` },
    html_url: `${world.url}/${repository.fullName}/security/secret-scanning/${number}`,
    ...{ created_at: "2026-01-01T00:00:00Z", secret_type: type, secret_type_display_name: type },
    ...{ publicly_leaked: false, multi_repo: false },
  };
}
