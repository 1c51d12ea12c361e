import type { Issue, World } from "../world.ts";
import { appShape, person } from "./user.ts";

/** An issue, as its routes and webhooks show it. */
export function issueShape(world: World, { id, number, repository, title, body, author, app, state }: Issue) {
  const { fullName } = repository;
  const url = `${world.apiUrl}/repos/${fullName}`;
  const at = "2026-01-01T00:00:00Z";
  return {
    ...{ id, node_id: `I_${id}`, number, title, body, state, locked: false, labels: [], assignee: null },
    ...{ url: `${url}/issues/${number}`, repository_url: url, html_url: `${world.url}/${fullName}/issues/${number}` },
    labels_url: `${url}/issues/${number}/labels{/name}`,
    comments_url: `${url}/issues/${number}/comments`,
    events_url: `${url}/issues/${number}/events`,
    ...{ user: person(world, author), author_association: "NONE", milestone: null, closed_at: null },
    comments: world.comments.filter((each) => each.repository === repository && each.issue === number).length,
    ...{ created_at: at, updated_at: at },
    ...(app === null ? {} : { performed_via_github_app: appShape(world, app) }),
  };
}
