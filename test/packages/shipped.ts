import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { inject } from "vitest";
import { packBoth, type Shipped } from "./packed.ts";

// Inside of node_modules, so that the App finds its packages.
const cache = resolve(import.meta.dirname, "../../node_modules/.cache");

/** What all test files share of a build: it takes seconds, so it is made once for each run of the tests. */
export async function shipped(): Promise<Shipped> {
  const answer = await fetch(`${inject("shared")}/shipped`, { method: "POST" });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return JSON.parse(text);
}

/** Makes what {@link shipped} gives; `remove` deletes it. */
export async function ship(): Promise<Shipped & { readonly remove: () => Promise<void> }> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, "keyhawk-build-"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  return { ...(await packBoth(folder)), remove: () => rm(folder, { recursive: true, force: true }) };
}
