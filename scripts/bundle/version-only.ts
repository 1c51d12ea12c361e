import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "esbuild";

/** Only the version of our package belongs in a bundle; else every change of a development tool would change `dist/`. */
export function versionOnly(root: string): Plugin {
  return {
    name: "version-only",
    setup({ onLoad }) {
      onLoad({ filter: /package\.json$/ }, async ({ path }) => {
        if (path !== join(root, "package.json")) return null;
        const { version } = JSON.parse(await readFile(path, "utf8")) as { version: string };
        return { contents: JSON.stringify({ version }), loader: "json" };
      });
    },
  };
}
