import { type Ask, type Handler, ok, Problem, paged, userOf } from "../answer.ts";
import { secretAlertShape } from "../shapes/secret-alert.ts";
import type { SecretAlert } from "../world.ts";

/** Secret scanning alerts. */
export const secretScanningRoutes: Readonly<Record<string, Handler>> = {
  "GET /repos/{owner}/{repo}/secret-scanning/alerts": (ask) => {
    const { world, repository, query } = ask;
    const [state, providers] = [query.get("state"), query.get("providers")?.split(",")];
    const all = world.secretAlerts.filter(
      (alert) =>
        alert.repository === repository &&
        (state === null || alert.state === state) &&
        (providers?.includes(alert.type.split("_")[0] ?? "") ?? true),
    );
    const { items, pages } = paged(ask, all);
    return { status: 200, json: items.map((alert) => secretAlertShape(world, alert)), pages };
  },

  "GET /repos/{owner}/{repo}/secret-scanning/alerts/{alert_number}": (ask) =>
    ok(secretAlertShape(ask.world, findAlert(ask))),

  "PATCH /repos/{owner}/{repo}/secret-scanning/alerts/{alert_number}": (ask) => {
    const alert = findAlert(ask);
    const { state, resolution, resolution_comment: comment, validity } = ask.body;
    if (state === "resolved" && resolution == null) throw new Problem(422, "A resolution is required to resolve.");
    Object.assign(alert, { state, resolution, comment, validity, resolvedBy: userOf(ask.caller).login });
    return ok(secretAlertShape(ask.world, alert));
  },

  "GET /repos/{owner}/{repo}/secret-scanning/alerts/{alert_number}/locations": (ask) => {
    const { repository, place } = findAlert(ask);
    if (place === null) return ok([]);
    const { path, line, commit } = place;
    const git = `${ask.world.apiUrl}/repos/${repository.fullName}/git`;
    const details = {
      ...{ path, start_line: line, end_line: line, start_column: 1, end_column: 2, blob_sha: commit },
      ...{ blob_url: `${git}/blobs/${commit}`, commit_sha: commit, commit_url: `${git}/commits/${commit}` },
    };
    return ok([{ type: "commit", details }]);
  },
};

function findAlert({ world, repository, params }: Ask): SecretAlert {
  const number = Number(params.alert_number);
  const alert = world.secretAlerts.find((each) => each.repository === repository && each.number === number);
  if (alert === undefined) throw new Problem(404, "Not Found");
  return alert;
}
