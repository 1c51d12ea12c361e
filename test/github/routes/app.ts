import { issueToken } from "../access.ts";
import { type Ask, type Handler, ok, Problem, paged } from "../answer.ts";
import { repositoryShape } from "../shapes/repository.ts";
import { appShape, idOf, person } from "../shapes/user.ts";
import { deliver } from "../webhooks/deliver.ts";
import type { App, Installation, Permissions, World } from "../world.ts";

/** An app's own routes: its installations, their tokens, its webhook deliveries. */
export const appRoutes: Readonly<Record<string, Handler>> = {
  "GET /app": (ask) => ok({ ...appShape(ask.world, callingApp(ask)), installations_count: 1 }),

  "GET /app/installations": (ask) => {
    const app = callingApp(ask);
    const { items, pages } = paged(
      ask,
      ask.world.installations.filter((installation) => installation.app === app),
    );
    return { status: 200, json: items.map((installation) => installationShape(ask.world, installation)), pages };
  },

  "GET /repos/{owner}/{repo}/installation": (ask) => {
    const app = callingApp(ask);
    const found = ask.world.installations.find((item) => item.app === app && item.owner === ask.repository.owner);
    if (found === undefined) throw new Problem(404, "Not Found");
    return ok(installationShape(ask.world, found));
  },

  "POST /app/installations/{installation_id}/access_tokens": (ask) => {
    const { world } = ask;
    const app = callingApp(ask);
    const installation = world.installations.find(({ id }) => id === Number(ask.params.installation_id));
    if (installation?.app !== app) throw new Problem(404, "Not Found");
    const asked = ask.body.permissions as Permissions | undefined;
    for (const [name, level] of Object.entries(asked ?? {})) {
      const granted = app.permissions[name];
      if (granted === undefined || (granted === "read" && level === "write")) {
        throw new Problem(422, "The permissions requested are not granted to this installation.");
      }
    }
    const permissions = asked ?? app.permissions;
    const ids = ask.body.repository_ids as number[] | undefined;
    const named = ids?.map((id) => [...world.repositories.values()].find((item) => item.id === id)?.name ?? "");
    const names = (ask.body.repositories as string[] | undefined) ?? named;
    const login = `${app.slug}[bot]`;
    const scope = names?.length === 1 ? `${installation.owner}/${names[0]}` : installation.owner;
    const token = issueToken(world, "ghs_", { scope, permissions, login, type: "Bot", app });
    const json = {
      token: token.token,
      expires_at: new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+/, ""),
      permissions: { metadata: "read", ...permissions },
      repository_selection: names === undefined ? "all" : "selected",
    };
    return { status: 201, json };
  },

  "GET /installation/repositories": (ask) => {
    if (ask.caller.type !== "token") throw new Problem(401, "Requires authentication");
    const { scope } = ask.caller.token;
    const all = [...ask.world.repositories.values()].filter(
      ({ owner, fullName }) => owner === scope || fullName === scope,
    );
    const { items, pages } = paged(ask, all);
    const repositories = items.map((repository) => repositoryShape(ask.world, repository));
    return { status: 200, json: { total_count: all.length, repository_selection: "all", repositories }, pages };
  },

  "GET /app/hook/config": (ask) => {
    const { webhookUrl } = callingApp(ask);
    return ok({
      content_type: "json",
      insecure_ssl: "0",
      secret: "********",
      ...(webhookUrl === null ? {} : { url: webhookUrl }),
    });
  },

  "GET /app/hook/deliveries": (ask) => {
    const app = callingApp(ask);
    const isWanted = ({ status }: { readonly status: number }) => {
      const wanted = ask.query.get("status");
      return wanted === null || (wanted === "success") === (status >= 200 && status < 300);
    };
    const newestFirst = ask.world.deliveries
      .filter((item) => item.app === app && item.durationMs >= 0 && isWanted(item))
      .reverse();
    const from = newestFirst.findIndex(({ id }) => String(id) === ask.query.get("cursor"));
    const size = Number(ask.query.get("per_page") ?? 30);
    const items = newestFirst.slice(Math.max(0, from), Math.max(0, from) + size);
    const next = newestFirst[Math.max(0, from) + size];
    return {
      status: 200,
      ...(next === undefined ? {} : { cursor: { cursor: String(next.id) } }),
      json: items.map((delivery) => ({
        id: delivery.id,
        guid: delivery.guid,
        delivered_at: delivery.deliveredAt,
        redelivery: delivery.redelivery,
        duration: Math.max(0, delivery.durationMs) / 1_000,
        status:
          delivery.status >= 200 && delivery.status < 300
            ? "OK"
            : delivery.status === 0
              ? "timed out"
              : "Invalid HTTP Response",
        status_code: delivery.status,
        event: delivery.event,
        action: delivery.action,
        installation_id: (delivery.payload.installation as { id?: number } | undefined)?.id ?? null,
        repository_id: (delivery.payload.repository as { id?: number } | undefined)?.id ?? null,
        throttled_at: null,
      })),
    };
  },

  "POST /app/hook/deliveries/{delivery_id}/attempts": (ask) => {
    const app = callingApp(ask);
    const delivery = ask.world.deliveries.find(({ id }) => id === Number(ask.params.delivery_id));
    if (delivery?.app !== app) throw new Problem(404, "Not Found");
    deliver(ask.world, app, delivery.event, delivery.payload, delivery.guid);
    return { status: 202, json: {} };
  },
};

/** An installation, as its routes and webhooks show it. */
export function installationShape(world: World, { id, app, owner }: Installation) {
  return {
    id,
    account: person(world, owner),
    repository_selection: "all",
    access_tokens_url: `${world.apiUrl}/app/installations/${id}/access_tokens`,
    repositories_url: `${world.apiUrl}/installation/repositories`,
    html_url: `${world.url}/organizations/${owner}/settings/installations/${id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: idOf(owner),
    target_type: "Organization",
    permissions: { metadata: "read", ...app.permissions },
    events: app.events,
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: null,
  };
}

function callingApp(ask: Ask): App {
  if (ask.caller.type !== "app") throw new Problem(401, "A JSON web token could not be decoded");
  return ask.caller.app;
}
