import { createVerify, randomBytes } from "node:crypto";
import { Problem } from "./answer.ts";
import type { App, Level, Permissions, Repository, Token, World } from "./world.ts";

/** The caller: an app with its signed token, the bearer of a token, or no one. */
export type Caller =
  | { readonly type: "app"; readonly app: App }
  | { readonly type: "token"; readonly token: Token }
  | { readonly type: "nobody" };

/** What a route needs; a list when one of several is enough. Routes that are not here need an app's signed token or none. */
const needs: Readonly<Record<string, readonly (readonly [permission: string, level: Level])[]>> = {
  "GET /repos/{owner}/{repo}": [["metadata", "read"]],
  "GET /repos/{owner}/{repo}/activity": [["contents", "read"]],
  "GET /repos/{owner}/{repo}/branches": [["contents", "read"]],
  "GET /repos/{owner}/{repo}/branches/{branch}": [["contents", "read"]],
  "GET /repos/{owner}/{repo}/collaborators/{username}/permission": [["metadata", "read"]],
  "GET /repos/{owner}/{repo}/commits": [["contents", "read"]],
  "GET /repos/{owner}/{repo}/commits/{ref}": [["contents", "read"]],
  "GET /repos/{owner}/{repo}/compare/{basehead}": [["contents", "read"]],
  "GET /repos/{owner}/{repo}/contents/{path}": [["contents", "read"]],
  "GET /repos/{owner}/{repo}/git/blobs/{file_sha}": [["contents", "read"]],
  "GET /repos/{owner}/{repo}/git/commits/{commit_sha}": [["contents", "read"]],
  "GET /repos/{owner}/{repo}/git/ref/{ref}": [["contents", "read"]],
  "GET /repos/{owner}/{repo}/git/tags/{tag_sha}": [["contents", "read"]],
  "GET /repos/{owner}/{repo}/git/trees/{tree_sha}": [["contents", "read"]],
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs": [["checks", "read"]],
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}": [["checks", "read"]],
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations": [["checks", "read"]],
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}": [["checks", "write"]],
  "POST /repos/{owner}/{repo}/check-runs": [["checks", "write"]],
  "GET /repos/{owner}/{repo}/commits/{commit_sha}/comments": [["contents", "read"]],
  "POST /repos/{owner}/{repo}/commits/{commit_sha}/comments": [["contents", "read"]],
  "GET /repos/{owner}/{repo}/issues": [["issues", "read"]],
  "POST /repos/{owner}/{repo}/issues": [["issues", "write"]],
  "GET /repos/{owner}/{repo}/issues/{issue_number}": [["issues", "read"]],
  "PATCH /repos/{owner}/{repo}/issues/{issue_number}": [["issues", "write"]],
  "GET /repos/{owner}/{repo}/comments/{comment_id}": [["contents", "read"]],
  "PATCH /repos/{owner}/{repo}/comments/{comment_id}": [["contents", "write"]],
  "GET /repos/{owner}/{repo}/releases/{release_id}": [["contents", "read"]],
  "PATCH /repos/{owner}/{repo}/releases/{release_id}": [["contents", "write"]],
  "GET /repos/{owner}/{repo}/pulls/comments/{comment_id}": [["pull_requests", "read"]],
  "PATCH /repos/{owner}/{repo}/pulls/comments/{comment_id}": [["pull_requests", "write"]],
  "GET /repos/{owner}/{repo}/secret-scanning/alerts": [["secret_scanning_alerts", "read"]],
  "GET /repos/{owner}/{repo}/secret-scanning/alerts/{alert_number}": [["secret_scanning_alerts", "read"]],
  "PATCH /repos/{owner}/{repo}/secret-scanning/alerts/{alert_number}": [["secret_scanning_alerts", "write"]],
  "GET /repos/{owner}/{repo}/secret-scanning/alerts/{alert_number}/locations": [["secret_scanning_alerts", "read"]],
  "POST /repos/{owner}/{repo}/code-scanning/sarifs": [["security_events", "write"]],
  "GET /repos/{owner}/{repo}/pulls": [["pull_requests", "read"]],
  "GET /repos/{owner}/{repo}/pulls/{pull_number}": [["pull_requests", "read"]],
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments": [["pull_requests", "read"]],
  "POST /repos/{owner}/{repo}/pulls/{pull_number}/comments": [["pull_requests", "write"]],
  "DELETE /repos/{owner}/{repo}/pulls/comments/{comment_id}": [["pull_requests", "write"]],
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/commits": [["pull_requests", "read"]],
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/files": [["pull_requests", "read"]],
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews": [["pull_requests", "read"]],
  "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews": [["pull_requests", "write"]],
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}": [["pull_requests", "read"]],
  "PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}": [["pull_requests", "write"]],
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments": [
    ["issues", "read"],
    ["pull_requests", "read"],
  ],
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": [
    ["issues", "write"],
    ["pull_requests", "write"],
  ],
  "GET /repos/{owner}/{repo}/issues/comments/{comment_id}": [
    ["issues", "read"],
    ["pull_requests", "read"],
  ],
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}": [
    ["issues", "write"],
    ["pull_requests", "write"],
  ],
  "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}": [
    ["issues", "write"],
    ["pull_requests", "write"],
  ],
  "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions": [
    ["issues", "write"],
    ["pull_requests", "write"],
  ],
  "GET /orgs/{org}/teams/{team_slug}/memberships/{username}": [["members", "read"]],
};

/** Who the `authorization` header says is asking. Throws 401 for a token that is not known or has a wrong signature. */
export function identify(world: World, header: string | undefined): Caller {
  if (header === undefined) return { type: "nobody" };
  const value = header.replace(/^(?:bearer|token) /i, "");
  const token = world.tokens.get(value);
  if (token !== undefined) return { type: "token", token };
  const app = value.split(".").length === 3 ? signedBy(world, value) : null;
  if (app === null) throw new Problem(401, "Bad credentials");
  return { type: "app", app };
}

/** True when git's basic authorisation lets its bearer read a repository, as an installation's token does. */
export function mayFetch(world: World, repository: Repository, authorization: string | undefined): boolean {
  if (!repository.private) return true;
  const basic = /^basic (.+)$/i.exec(authorization ?? "")?.[1] ?? "";
  const password = Buffer.from(basic, "base64")
    .toString("utf8")
    .replace(/^[^:]*:/, "");
  const token = world.tokens.get(password);
  if (token === undefined || (token.scope !== repository.owner && token.scope !== repository.fullName)) return false;
  return allows(token.permissions, "contents", "read");
}

function signedBy(world: World, jwt: string): App | null {
  const [head = "", body = "", signature = ""] = jwt.split(".");
  const claims = claimsOf(body);
  if (claims === null) return null;
  const app = world.apps.find(({ id }) => String(id) === String(claims.iss));
  if (app === undefined) throw new Problem(404, "Integration not found");
  const now = Date.now() / 1000;
  if (claims.exp < now || claims.exp - claims.iat > 660)
    throw new Problem(401, "'Expiration time' claim ('exp') is too far in the future");
  const verified = createVerify("RSA-SHA256").update(`${head}.${body}`).verify(app.publicKey, signature, "base64url");
  return verified ? app : null;
}

function claimsOf(body: string): { readonly iss: string | number; readonly exp: number; readonly iat: number } | null {
  try {
    return JSON.parse(Buffer.from(body, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}

/** Throws what GitHub answers when the caller may not take this route on this repository. */
export function authorize(
  route: string,
  caller: Caller,
  repository: Repository | null,
  organisation: string | null = null,
): void {
  const anyOf = needs[route];
  if (anyOf === undefined) {
    if (caller.type === "nobody" && route !== "GET /rate_limit") throw new Problem(401, "Requires authentication");
    return;
  }
  if (repository === null && organisation === null) throw new Problem(404, "Not Found");
  if (caller.type === "app") throw new Problem(401, "A JSON web token could not be decoded");
  if (repository === null) {
    if (caller.type === "nobody") throw new Problem(401, "Requires authentication");
    if (caller.token.scope.split("/")[0] !== organisation) throw new Problem(404, "Not Found");
  } else {
    if (caller.type === "nobody") {
      if (repository.private) throw new Problem(404, "Not Found");
      if (!route.startsWith("GET")) throw new Problem(401, "Requires authentication");
      return;
    }
    const { scope } = caller.token;
    if (scope !== repository.owner && scope !== repository.fullName) {
      if (repository.private) throw new Problem(404, "Not Found");
      if (route.startsWith("GET")) return;
      throw new Problem(403, "Resource not accessible by integration");
    }
  }
  const { permissions } = caller.token;
  if (anyOf.some(([permission, level]) => allows(permissions, permission, level))) return;
  throw new Problem(403, "Resource not accessible by integration", {
    "x-accepted-github-permissions": anyOf.map(([permission, level]) => `${permission}=${level}`).join("; "),
  });
}

/** True when a caller has a permission on a repository. */
export function mayUse(caller: Caller, repository: Repository, permission: string, level: Level): boolean {
  if (caller.type !== "token") return false;
  const { scope, permissions } = caller.token;
  return (scope === repository.owner || scope === repository.fullName) && allows(permissions, permission, level);
}

function allows(permissions: Permissions, permission: string, level: Level): boolean {
  if (permission === "metadata") return true;
  const granted = permissions[permission];
  return granted === "write" || granted === level;
}

/** Adds a token to the world; `prefix` as GitHub's own: `ghs_` for installations and workflows, `ghp_` for people. */
export function issueToken(world: World, prefix: string, token: Omit<Token, "token" | "remaining">): Token {
  const issued: Token = { ...token, token: `${prefix}${randomBytes(18).toString("hex")}`, remaining: 5_000 };
  world.tokens.set(issued.token, issued);
  return issued;
}
