import type { Release, World } from "../world.ts";
import { person } from "./user.ts";

/** A published release without files, as its routes and webhooks show it. */
export function releaseShape(world: World, { id, repository, tag, name, body, author }: Release) {
  const { fullName, defaultBranch } = repository;
  const url = `${world.apiUrl}/repos/${fullName}/releases/${id}`;
  const at = "2026-01-01T00:00:00Z";
  return {
    ...{ id, node_id: `RE_${id}`, url, html_url: `${world.url}/${fullName}/releases/tag/${encodeURIComponent(tag)}` },
    ...{ assets_url: `${url}/assets`, upload_url: `${url}/assets{?name,label}`, tarball_url: null, zipball_url: null },
    ...{ tag_name: tag, target_commitish: defaultBranch, name, body, draft: false, prerelease: false },
    ...{ created_at: at, published_at: at, author: person(world, author), assets: [] },
  };
}
