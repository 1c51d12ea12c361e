import { type Handler, ok, Problem, paged, userOf } from "../answer.ts";
import { commits, resolveCommit } from "../git/objects.ts";
import { refs } from "../git/refs.ts";
import { commitShape } from "../shapes/commit.ts";
import { repositoryShape } from "../shapes/repository.ts";
import { userShape } from "../shapes/user.ts";

/** From nothing to everything. */
const abilities = ["none", "read", "triage", "write", "maintain", "admin"];

/** The repository itself, its branches, and what every repository has. */
export const repositoryRoutes: Readonly<Record<string, Handler>> = {
  "GET /user": (ask) => ok(userShape(ask.world, userOf(ask.caller))),

  "GET /rate_limit": (ask) => {
    const remaining = ask.caller.type === "token" ? ask.caller.token.remaining : 5_000;
    const core = { limit: 5_000, remaining, used: 5_000 - remaining, reset: Math.floor(Date.now() / 1_000) + 3_600 };
    return ok({ resources: { core, search: core }, rate: core });
  },

  "GET /repos/{owner}/{repo}": (ask) => ok(repositoryShape(ask.world, ask.repository)),

  "GET /repos/{owner}/{repo}/activity": (ask) => {
    const newestFirst = ask.world.activities.filter(({ repository }) => repository === ask.repository).reverse();
    const from = Math.max(
      0,
      newestFirst.findIndex(({ id }) => String(id) === ask.query.get("after")),
    );
    const next = newestFirst[from + Number(ask.query.get("per_page") ?? 30)];
    const items = newestFirst.slice(from, next === undefined ? undefined : newestFirst.indexOf(next));
    return {
      status: 200,
      ...(next === undefined ? {} : { cursor: { after: String(next.id) } }),
      json: items.map(({ id, ref, before, after, actor, type, timestamp }) => ({
        ...{ id, node_id: `PSH_${id}`, ref, before, after, timestamp, activity_type: type },
        actor: userShape(ask.world, { login: actor, type: "User" }),
      })),
    };
  },

  "GET /repos/{owner}/{repo}/branches": async (ask) => {
    const url = `${ask.world.apiUrl}/repos/${ask.repository.fullName}/commits`;
    const branches = [...(await refs(ask.repository.gitDir))].filter(([name]) => name.startsWith("refs/heads/"));
    const { items, pages } = paged(ask, branches);
    const json = items.map(([name, sha]) => ({
      name: name.slice("refs/heads/".length),
      commit: { sha, url: `${url}/${sha}` },
      protected: false,
    }));
    return { status: 200, json, pages };
  },

  "GET /repos/{owner}/{repo}/branches/{branch}": async (ask) => {
    const { gitDir } = ask.repository;
    const name = ask.params.branch ?? "";
    const sha = (await refs(gitDir)).get(`refs/heads/${name}`);
    const [commit] = sha === undefined ? [] : await commits(gitDir, "-1", sha);
    if (commit === undefined) throw new Problem(404, "Branch not found");
    return ok({ name, commit: commitShape(ask.world, ask.repository, commit), protected: false });
  },

  "GET /repos/{owner}/{repo}/git/ref/{ref}": async (ask) => {
    const { gitDir, fullName } = ask.repository;
    const ref = `refs/${ask.params.ref}`;
    const sha = (await refs(gitDir)).get(ref);
    if (sha === undefined) throw new Problem(404, "Not Found");
    const type = (await resolveCommit(gitDir, ref)) === sha ? "commit" : "tag";
    const url = `${ask.world.apiUrl}/repos/${fullName}/git`;
    return ok({
      ref,
      node_id: `REF_${sha}`,
      url: `${url}/${ref}`,
      object: { sha, type, url: `${url}/${type}s/${sha}` },
    });
  },

  "GET /repos/{owner}/{repo}/collaborators/{username}/permission": (ask) => {
    if (ask.caller.type === "nobody") throw new Problem(401, "Requires authentication");
    const login = ask.params.username ?? "";
    const role = ask.repository.collaborators.get(login.toLowerCase()) ?? (ask.repository.private ? "none" : "read");
    const granted = abilities.indexOf(role);
    const permissions = Object.fromEntries(
      ["pull", "triage", "push", "maintain", "admin"].map((name, level) => [name, level < granted]),
    );
    // `permission` knows four levels only; the roles between them are those below.
    const permission = { maintain: "write", triage: "read" }[role as string] ?? role;
    const user = { ...userShape(ask.world, { login, type: "User" }), permissions, role_name: role };
    return ok({ permission, role_name: role, user });
  },

  "GET /orgs/{org}/teams/{team_slug}/memberships/{username}": ({ world, params }) => {
    const team = `${params.org}/${params.team_slug}`;
    const login = params.username ?? "";
    if (!world.teams.get(team.toLowerCase())?.has(login.toLowerCase())) throw new Problem(404, "Not Found");
    const url = `${world.apiUrl}/orgs/${params.org}/teams/${params.team_slug}/memberships/${login}`;
    return ok({ url, role: "member", state: "active" });
  },

  "POST /repos/{owner}/{repo}/code-scanning/sarifs": (ask) => {
    ask.world.sarifs.push(ask.body);
    const id = `sarif-${ask.world.sarifs.length}`;
    return {
      status: 202,
      json: { id, url: `${ask.world.apiUrl}/repos/${ask.repository.fullName}/code-scanning/sarifs/${id}` },
    };
  },
};
