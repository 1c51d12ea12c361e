import { type Check, ok, problem, warning } from "./check.ts";

/** Permissions and events. */
export interface Grant {
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
}

/** What a grant lacks. */
export interface Lacking {
  /** `issues: write` */
  readonly permissions: readonly string[];
  readonly events: readonly string[];
}

/** Compares a grant with what there should be. */
export function granted({ permissions, events }: Grant, wanted: Grant): Lacking {
  const isEnough = (name: string, level: string) =>
    permissions[name] === level || permissions[name] === "write" || permissions[name] === "admin";
  return {
    permissions: Object.entries(wanted.permissions)
      .filter(([name, level]) => !isEnough(name, level))
      .map(([name, level]) => `${name}: ${level}`),
    events: wanted.events.filter((event) => !events.includes(event)),
  };
}

/** Without these no pull request gets its comment and check. */
const vital = new Set([
  ...["metadata: read", "contents: read", "pull_requests: write", "checks: write"],
  ...["push", "pull_request"],
]);

/** What an App without a permission or an event goes without. */
const uses: Readonly<Record<string, string>> = {
  "issues: write": "commands in comments, and telling the author of an issue or comment",
  "discussions: write": "scanning discussions, and telling their authors",
  "members: read": "the teams of `revoke-teams`",
  "merge_queues: read": "checks of merge queues",
  merge_group: "checks of merge queues",
  issue_comment: "commands in comments, and scanning comments",
  issues: "scanning issues",
  pull_request_review: "scanning reviews",
  pull_request_review_comment: "scanning review comments",
  commit_comment: "scanning comments on commits",
  release: "scanning releases",
  discussion: "scanning discussions",
  discussion_comment: "scanning comments in discussions",
  gollum: "scanning wikis when they are edited",
  repository: "following repositories that are renamed, transferred, made public or deleted",
  check_run: "the check run's buttons",
};

/** A check for the permissions and one for the events. */
export function unserved({ permissions, events }: Lacking): readonly Check[] {
  return [judge("permissions", permissions), judge("events", events)];
}

/** A check for the events that go with an optional permission. */
export function unheard({ permissions, events }: Grant): readonly Check[] {
  if (permissions.secret_scanning_alerts === undefined || events.includes("secret_scanning_alert")) return [];
  return [
    warning(
      "alerts",
      "The App may read GitHub's secret scanning alerts, and is not sent them.",
      "Subscribe to secret_scanning_alert in the App's settings: GitHub raises most alerts after a key was pushed.",
    ),
  ];
}

function judge(subject: "permissions" | "events", lacking: readonly string[]): Check {
  if (lacking.length === 0) return ok(subject, `The App has all ${subject} of app.yml.`);
  const found = `The App lacks ${lacking.map((name) => (uses[name] ? `${name} (for ${uses[name]})` : name)).join("; ")}.`;
  const advice =
    subject === "permissions"
      ? "Grant them in the App's settings; the owners of its installations must then accept them."
      : "Subscribe to them in the App's settings.";
  return lacking.some((name) => vital.has(name)) ? problem(subject, found, advice) : warning(subject, found, advice);
}
