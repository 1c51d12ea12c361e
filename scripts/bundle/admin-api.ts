import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** Reduces OpenAI's client to the Admin API: it makes an object for every other part of the API, whether used or not. */
export const adminApi: Plugin = {
  name: "admin-api",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]openai[\\/]resources[\\/].*\.mjs$/ }, async ({ path }) => {
      if (/[\\/]resources[\\/]admin[\\/]/.test(path)) return null;
      const contents = await readFile(path, "utf8");
      const classes = [...contents.matchAll(/^export class (\w+)/gm)].map(([, name]) => `export class ${name} {}`);
      return classes.length === 0 ? null : { contents: classes.join("\n"), loader: "js" };
    });
  },
};
