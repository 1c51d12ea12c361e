import { mkdir, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { derivedAnchors } from "../../scripts/bundle/derived-anchors.ts";
import { lazyBuiltins } from "../../scripts/bundle/lazy-builtins.ts";
import { versionOnly } from "../../scripts/bundle/version-only.ts";

/** The script that bundles the command and the App of the sources for the tests: `node build.ts FOLDER`. */

const root = resolve(import.meta.dirname, "../..");
const [folder = ""] = process.argv.slice(2);

await build({
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  target: "node24",
  logLevel: "warning",
  plugins: [versionOnly(root), derivedAnchors, lazyBuiltins],
  entryPoints: {
    main: "src/cli/main.ts",
    "app-entry": "test/app/app-entry.ts",
    "tree-worker": "src/source/tree/tree-worker.ts",
    "search-worker": "src/source/search-worker.ts",
    "scan-worker": "src/app/history/scan-worker.ts",
    "pglite-worker": "src/incident/pglite-worker.ts",
  },
  // These look for files of theirs beside themselves; PostgreSQL's native client is not installed.
  external: ["@electric-sql/pglite", "libarchive-wasm", "pg-native", "pino", "pino-pretty", "web-tree-sitter"],
  outdir: join(folder, "dist", "run"),
  banner: {
    js: 'import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);',
  },
});
// At the same relative places as in what is shipped.
await mkdir(join(folder, "dist"), { recursive: true });
await symlink(join(root, "src", "grammars"), join(folder, "dist", "grammars"));
await symlink(join(root, "app.yml"), join(folder, "app.yml"));
