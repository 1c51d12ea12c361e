import { join } from "node:path";
import type { Plugin } from "esbuild";

const standIns: Readonly<Record<string, string>> = {
  "@actions/http-client": "http-client.ts",
  "@octokit/plugin-rest-endpoint-methods": "rest-endpoint-methods.ts",
  undici: "undici.ts",
};

/** Leaves out of a bundle what it never uses; each stand-in says why. */
export const lean: Plugin = {
  name: "lean",
  setup({ onResolve, resolve }) {
    onResolve(
      { filter: /^(?:@actions\/http-client|@octokit\/plugin-rest-endpoint-methods|undici)$/ },
      ({ path, importer }) => {
        const standIn = standIns[path];
        if (standIn === undefined || importer.startsWith(import.meta.dirname)) return null;
        return { path: join(import.meta.dirname, standIn) };
      },
    );
    // These packages do nothing when they are loaded, but do not say so in their package.json.
    onResolve({ filter: /^(?:@actions|@octokit)\// }, async ({ path, pluginData, ...args }) => {
      if (pluginData === "resolved") return null;
      const resolved = await resolve(path, { ...args, pluginData: "resolved" });
      return { ...resolved, sideEffects: false };
    });
  },
};
