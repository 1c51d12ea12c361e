import type { Plugin } from "esbuild";

/** Leaves out of a bundle what it never uses. */
export const lean: Plugin = {
  name: "lean",
  setup({ onResolve, resolve }) {
    // These packages do nothing when they are loaded, but do not say so in their package.json.
    onResolve({ filter: /^(?:@actions|@octokit)\// }, async ({ path, pluginData, ...args }) => {
      if (pluginData === "resolved") return null;
      const resolved = await resolve(path, { ...args, pluginData: "resolved" });
      return { ...resolved, sideEffects: false };
    });
  },
};
