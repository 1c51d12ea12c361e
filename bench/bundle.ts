import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { derivedAnchors } from "../scripts/bundle/derived-anchors.ts";
import { lazyBuiltins } from "../scripts/bundle/lazy-builtins.ts";
import { libarchive, writeLibarchive } from "../scripts/bundle/libarchive.ts";

/**
 * Bundles a script of this folder the way the published command is bundled. Otherwise the start of every process would
 * include loading TypeScript. Returns the path of the bundle.
 */
export async function bundle(script: string): Promise<string> {
  const folder = join(tmpdir(), `keyhawk-bench-${basename(script, ".ts")}`);
  mkdirSync(folder, { recursive: true });
  const path = (file: string) => fileURLToPath(new URL(file, import.meta.url));
  const shared: BuildOptions = {
    entryNames: "[name]",
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true,
    format: "esm",
    platform: "node",
    target: "node22.12",
    logLevel: "warning",
    plugins: [derivedAnchors, libarchive, lazyBuiltins],
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
  };
  const workers = ["../src/source/tree/tree-worker.ts"];
  await Promise.all([
    build({ ...shared, entryPoints: [path(script)], splitting: true }),
    build({ ...shared, entryPoints: workers.map(path) }),
    writeLibarchive([folder]),
  ]);
  return join(folder, basename(script).replace(/\.ts$/, ".mjs"));
}
