import { execFile } from "node:child_process";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { adminApi } from "./bundle/admin-api.ts";
import { appApart } from "./bundle/app-apart.ts";
import { derivedAnchors } from "./bundle/derived-anchors.ts";
import { lazyBuiltins } from "./bundle/lazy-builtins.ts";
import { lean } from "./bundle/lean.ts";
import { libarchive, writeLibarchive } from "./bundle/libarchive.ts";
import { proxiedClient } from "./bundle/proxied-client.ts";
import { versionOnly } from "./bundle/version-only.ts";
import { filesOf } from "./folder.ts";
import { licencesOf } from "./licences.ts";

const root = resolve(import.meta.dirname, "..");

const ownPlugins = [versionOnly(root), derivedAnchors, lazyBuiltins];

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "esm",
  splitting: true,
  legalComments: "none",
  logLevel: "warning",
  // Stack traces of a defect name functions; the bytes that longer names cost are few.
  minifySyntax: true,
  minifyWhitespace: true,
  plugins: ownPlugins,
};

const treeWorker = "src/source/tree/tree-worker.ts";

/** For bundles that hold their packages: some of those are CommonJS. */
const whole = {
  metafile: true as const,
  plugins: [lean, adminApi, proxiedClient, libarchive, ...ownPlugins],
  banner: {
    js: 'import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);',
  },
} satisfies BuildOptions & { readonly metafile: true };

/**
 * Builds everything that is shipped into a folder; the same sources give the same bytes.
 * @returns what esbuild knows of the App's bundle, such as the packages that it imports
 */
export async function buildInto(folder: string): Promise<Metafile> {
  const app = appWithoutPackages(folder);
  await Promise.all([
    app,
    step(folder),
    commandAndLibrary(folder),
    declarations(join(folder, "lib", "types"), "library"),
    writeLibarchive([join(folder, "action"), join(folder, "cli")]),
    cp(join(root, "src", "grammars"), join(folder, "grammars"), { recursive: true }),
  ]);
  return app;
}

/** The workflow step with all of its packages: no one installs them. */
async function step(folder: string): Promise<void> {
  const { metafile } = await build({
    ...shared,
    ...whole,
    // The second thread of a large tree is started by who looks for it beside itself, in the folder of the chunks.
    entryPoints: { index: "src/action/main.ts", "action/tree-worker": treeWorker },
    outdir: folder,
    chunkNames: "action/[name]-[hash]",
    target: "node24",
    minifyIdentifiers: true,
  });
  await writeLicences(folder, "dist/index.js and dist/action/", metafile);
}

/**
 * The command line and the library with all of their packages but the App: the package `keyhawk` installs no other. They
 * share their chunks. Everything that the library imports is parsed before its entry refuses an older Node, which must
 * know the syntax of all of it.
 */
async function commandAndLibrary(folder: string): Promise<void> {
  const { metafile } = await build({
    ...shared,
    ...whole,
    entryPoints: {
      cli: "src/cli/main.ts",
      "lib/check-node": "src/check-node.ts",
      "lib/library": "src/index.ts",
      "cli/tree-worker": treeWorker,
    },
    outdir: folder,
    chunkNames: "cli/[name]-[hash]",
    target: "node18",
    plugins: [appApart(root), ...whole.plugins],
  });
  await writeEntry(join(folder, "lib"), 'export * from "./library.js";');
  await writeLicences(join(folder, "cli"), "dist/cli/ and dist/lib/", metafile);
}

/** Modules are evaluated in the order of their imports, so nothing of the package runs on a Node that is too old. */
async function writeEntry(folder: string, exports: string): Promise<void> {
  await writeFile(join(folder, "index.js"), `import "./check-node.js";\n${exports}\n`);
}

/** The App without its packages, which `keyhawk-app` installs. */
async function appWithoutPackages(folder: string): Promise<Metafile> {
  const outdir = join(folder, "app");
  const { metafile } = await build({
    ...shared,
    entryPoints: {
      main: "src/app/main.ts",
      "check-node": "src/check-node.ts",
      app: "src/app/index.ts",
      "search-worker": "src/source/search-worker.ts",
      "scan-worker": "src/app/history/scan-worker.ts",
      "pglite-worker": "src/incident/pglite-worker.ts",
    },
    outdir,
    chunkNames: "[name]-[hash]",
    target: "node22",
    packages: "external",
    metafile: true,
  });
  await writeEntry(outdir, 'export * from "./app.js";\nexport { default } from "./app.js";');
  return metafile;
}

async function writeLicences(folder: string, subject: string, bundle: Metafile): Promise<void> {
  await writeFile(join(folder, "LICENSES.txt"), await licencesOf(root, subject, bundle));
}

/** Types of a package's entry, and of what they mention. */
export async function declarations(folder: string, name: "library" | "app"): Promise<void> {
  // The types of the sources are checked by `npm run types`; here they are only written down.
  const options = ["--noCheck", "--noEmit", "false", "--declaration", "--emitDeclarationOnly"];
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const configuration = join(root, "scripts", "declarations", `${name}.tsconfig.json`);
  const every = `${folder}.every`;
  await promisify(execFile)(process.execPath, [compiler, "-p", configuration, ...options, "--outDir", every]);
  const files = await filesOf(every);
  await rm(every, { recursive: true });
  for (const path of mentioned(files, declarationEntries[name])) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    // The sources import each other as `./x.ts`; beside a declaration there is no such file.
    await writeFile(join(folder, path), (files.get(path) ?? "").replace(importedSource, '$1.js"'));
  }
}

const declarationEntries = { library: "index.d.ts", app: "app/index.d.ts" };

const importedSource = /((?:from|import) ?\(?"(\.[^"]*))\.ts"/g;

/** Paths of the declarations that an entry mentions, directly or through others: the compiler writes one for each source. */
function mentioned(files: ReadonlyMap<string, string>, entry: string): ReadonlySet<string> {
  const found = new Set([entry]);
  for (const path of found) {
    for (const [, , imported = ""] of (files.get(path) ?? "").matchAll(importedSource)) {
      found.add(join(dirname(path), `${imported}.d.ts`));
    }
  }
  return found;
}
