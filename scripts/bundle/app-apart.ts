import { join } from "node:path";
import type { Plugin } from "esbuild";

/** Puts the door to the package `keyhawk-app` into the command's bundle, in place of the App itself. */
export function appApart(root: string): Plugin {
  return {
    name: "app-apart",
    setup({ onResolve }) {
      onResolve({ filter: /\/app\/(?:serve|incidents\/administer|doctor\/doctor)\.ts$/ }, () => ({
        path: join(root, "src/cli/app-package.ts"),
      }));
    },
  };
}
