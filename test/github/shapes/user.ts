import type { App, User, World } from "../world.ts";

/** A number that is the same for the same text. */
export function idOf(text: string): number {
  let id = 7;
  for (const character of text) id = (id * 31 + (character.codePointAt(0) ?? 0)) % 900_000_000;
  return id + 1_000;
}

/** An account, as GitHub shows it in every object. */
export function userShape(world: World, { login, type }: User) {
  const url = `${world.apiUrl}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id: idOf(login),
    node_id: `U_${idOf(login)}`,
    avatar_url: `${world.url}/avatars/${idOf(login)}`,
    gravatar_id: "",
    url,
    html_url: `${world.url}/${type === "Bot" ? `apps/${login.replace("[bot]", "")}` : login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    site_admin: false,
  };
}

/** The account of a person or organisation. */
export function person(world: World, login: string) {
  return userShape(world, { login, type: login.endsWith("[bot]") ? "Bot" : "User" });
}

/** The app of the workflows' own tokens. */
export const actionsApp = { id: 15_368, slug: "github-actions" } as const;

/** An app, as GitHub shows it. */
export function appShape(world: World, app: App | null) {
  const { id, slug } = app ?? actionsApp;
  return {
    id,
    slug,
    node_id: `A_${id}`,
    owner: person(world, app === null ? "github" : "keyhawk-makers"),
    name: app === null ? "GitHub Actions" : slug,
    description: "",
    external_url: `${world.url}/apps/${slug}`,
    html_url: `${world.url}/apps/${slug}`,
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
    permissions: app?.permissions ?? {},
    events: app?.events ?? [],
  };
}
