// Writes test/github/openapi.json: GitHub's own description of the routes that the stand-in serves.
// The package with all of it unpacks to hundreds of megabytes, so it is no dependency. To take a newer version:
//
//   npm install --prefix FOLDER @octokit/openapi      # a folder outside of this repository
//   node scripts/openapi-subset.ts FOLDER/node_modules/@octokit/openapi
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const served = [
  "GET /app",
  "GET /app/installations",
  "GET /app/hook/config",
  "GET /app/hook/deliveries",
  "POST /app/hook/deliveries/{delivery_id}/attempts",
  "POST /app/installations/{installation_id}/access_tokens",
  "GET /installation/repositories",
  "GET /orgs/{org}/teams/{team_slug}/memberships/{username}",
  "GET /rate_limit",
  "GET /user",
  "GET /repos/{owner}/{repo}",
  "GET /repos/{owner}/{repo}/activity",
  "GET /repos/{owner}/{repo}/installation",
  "GET /repos/{owner}/{repo}/branches",
  "GET /repos/{owner}/{repo}/branches/{branch}",
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}",
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations",
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
  "POST /repos/{owner}/{repo}/check-runs",
  "POST /repos/{owner}/{repo}/code-scanning/sarifs",
  "GET /repos/{owner}/{repo}/collaborators/{username}/permission",
  "GET /repos/{owner}/{repo}/comments/{comment_id}",
  "PATCH /repos/{owner}/{repo}/comments/{comment_id}",
  "GET /repos/{owner}/{repo}/commits",
  "GET /repos/{owner}/{repo}/commits/{commit_sha}/comments",
  "POST /repos/{owner}/{repo}/commits/{commit_sha}/comments",
  "GET /repos/{owner}/{repo}/commits/{ref}",
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs",
  "GET /repos/{owner}/{repo}/compare/{basehead}",
  "GET /repos/{owner}/{repo}/contents/{path}",
  "GET /repos/{owner}/{repo}/git/blobs/{file_sha}",
  "GET /repos/{owner}/{repo}/git/commits/{commit_sha}",
  "GET /repos/{owner}/{repo}/git/ref/{ref}",
  "GET /repos/{owner}/{repo}/git/tags/{tag_sha}",
  "GET /repos/{owner}/{repo}/git/trees/{tree_sha}",
  "GET /repos/{owner}/{repo}/issues/comments/{comment_id}",
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
  "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}",
  "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
  "GET /repos/{owner}/{repo}/issues",
  "POST /repos/{owner}/{repo}/issues",
  "GET /repos/{owner}/{repo}/issues/{issue_number}",
  "PATCH /repos/{owner}/{repo}/issues/{issue_number}",
  "GET /repos/{owner}/{repo}/pulls",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments",
  "POST /repos/{owner}/{repo}/pulls/{pull_number}/comments",
  "GET /repos/{owner}/{repo}/pulls/comments/{comment_id}",
  "PATCH /repos/{owner}/{repo}/pulls/comments/{comment_id}",
  "DELETE /repos/{owner}/{repo}/pulls/comments/{comment_id}",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/commits",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/files",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews",
  "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}",
  "PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}",
  "GET /repos/{owner}/{repo}/releases/{release_id}",
  "PATCH /repos/{owner}/{repo}/releases/{release_id}",
  "GET /repos/{owner}/{repo}/secret-scanning/alerts",
  "GET /repos/{owner}/{repo}/secret-scanning/alerts/{alert_number}",
  "PATCH /repos/{owner}/{repo}/secret-scanning/alerts/{alert_number}",
  "GET /repos/{owner}/{repo}/secret-scanning/alerts/{alert_number}/locations",
];

/** Prose and samples: they check nothing and are most of the file. */
const prose = new Set(["description", "summary", "example", "examples", "externalDocs", "tags", "title", "x-github"]);

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const folder = process.argv[2];
if (folder === undefined) {
  console.error("Name the folder of the package @octokit/openapi; see the top of this file.");
  process.exit(2);
}
const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
const whole = JSON.parse(await readFile(join(folder, "generated/api.github.com.json"), "utf8"));

const paths: Record<string, Record<string, Json>> = {};
for (const route of served) {
  const [method = "", path = ""] = route.split(" ");
  const operation = whole.paths[path]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`The description has no ${route}.`);
  paths[path] ??= {};
  paths[path][method.toLowerCase()] = strip(operation, "operation");
}

const components: Record<string, Record<string, Json>> = {};
const pending = references(paths);
for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
  const [section = "", entry = ""] = name.split("/");
  if (section === "examples" || components[section]?.[entry] !== undefined) continue;
  components[section] ??= {};
  const component = strip(whole.components[section][entry], section);
  components[section][entry] = component;
  pending.push(...references(component));
}

const subset = {
  openapi: whole.openapi,
  info: { title: "GitHub", version: `@octokit/openapi ${version}` },
  paths,
  components,
};
await writeFile(new URL("../test/github/openapi.json", import.meta.url), `${JSON.stringify(subset)}\n`);

/** `parent` tells properties, whose names are data, from the keywords of a schema. */
function strip(value: Json, parent: string): Json {
  if (Array.isArray(value)) return value.map((item) => strip(item, "item"));
  if (value === null || typeof value !== "object") return value;
  const names = parent === "properties" || parent === "patternProperties";
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => names || !prose.has(name))
      .map(([name, part]) => [name, strip(part, names ? "schema" : name)]),
  );
}

function references(value: Json): string[] {
  const text = JSON.stringify(value);
  return [...text.matchAll(/"\$ref":"#\/components\/([^"]+)"/g)].map((match) => match[1] ?? "");
}
