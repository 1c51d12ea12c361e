import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { parseArgs, promisify } from "node:util";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { derivedAnchors } from "./bundle/derived-anchors.ts";
import { lazyBuiltins } from "./bundle/lazy-builtins.ts";
import { licencesOf } from "./licences.ts";

const root = resolve(import.meta.dirname, "..");
const dist = join(root, "dist");

/** Only the version of our package belongs in a bundle; else every change of a development tool would change `dist/`. */
const versionOnly: Plugin = {
  name: "version-only",
  setup({ onLoad }) {
    onLoad({ filter: /package\.json$/ }, async ({ path }) => {
      if (path !== join(root, "package.json")) return null;
      const { version } = JSON.parse(await readFile(path, "utf8")) as { version: string };
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
  },
};

const standIns: Readonly<Record<string, string>> = {
  "@actions/http-client": "http-client.ts",
  "@octokit/plugin-rest-endpoint-methods": "rest-endpoint-methods.ts",
  undici: "undici.ts",
};

/** Leaves out of the step what it never uses; each stand-in says why. */
const lean: Plugin = {
  name: "lean",
  setup({ onResolve, resolve: resolvePath }) {
    const folder = join(import.meta.dirname, "bundle");
    onResolve(
      { filter: /^(?:@actions\/http-client|@octokit\/plugin-rest-endpoint-methods|undici)$/ },
      ({ path, importer }) => {
        const standIn = standIns[path];
        if (standIn === undefined || importer.startsWith(folder)) return null;
        return { path: join(folder, standIn) };
      },
    );
    // These packages do nothing when they are loaded, but do not say so in their package.json.
    onResolve({ filter: /^(?:@actions|@octokit)\// }, async ({ path, pluginData, ...args }) => {
      if (pluginData === "resolved") return null;
      const resolved = await resolvePath(path, { ...args, pluginData: "resolved" });
      return { ...resolved, sideEffects: false };
    });
  },
};

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
};

const requireForCommonJs =
  'import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);';

const ownPlugins = [versionOnly, derivedAnchors, lazyBuiltins];

/**
 * Threads are started by who looks for them beside itself, in the folder of the chunks. Each is one file: to load a
 * module takes a thread longer than to read one that holds all of it.
 */
async function workers(folder: string, names: readonly ("pack" | "tree")[], target: string) {
  await build({
    ...shared,
    entryPoints: names.map((name) => `src/source/${name}/${name}-worker.ts`),
    entryNames: "[name]",
    outdir: folder,
    splitting: false,
    target,
    plugins: ownPlugins,
  });
}

/** Builds everything that is shipped into a folder; the same sources give the same bytes. */
async function buildInto(folder: string): Promise<void> {
  await Promise.all([
    step(folder),
    build({
      ...shared,
      entryPoints: { cli: "src/cli/main.ts" },
      outdir: folder,
      chunkNames: "cli/[name]-[hash]",
      target: "node22",
      packages: "external",
      plugins: ownPlugins,
    }),
    build({
      ...shared,
      entryPoints: { index: "src/index.ts" },
      outdir: join(folder, "lib"),
      chunkNames: "[name]-[hash]",
      target: "node22",
      packages: "external",
      plugins: ownPlugins,
    }),
    workers(join(folder, "action"), ["pack", "tree"], "node24"),
    workers(join(folder, "cli"), ["pack", "tree"], "node22"),
    workers(join(folder, "lib"), ["tree"], "node22"),
    declarations(join(folder, "lib", "types")),
  ]);
}

/** The workflow step, whole: nobody installs its packages, so that their licences are beside it. */
async function step(folder: string): Promise<void> {
  const { metafile } = await build({
    ...shared,
    entryPoints: { index: "src/action/main.ts" },
    outdir: folder,
    chunkNames: "action/[name]-[hash]",
    target: "node24",
    minifyIdentifiers: true,
    metafile: true,
    plugins: [lean, ...ownPlugins],
    banner: { js: requireForCommonJs },
  });
  await writeFile(join(folder, "LICENSES.txt"), await licencesOf(root, metafile));
}

/** Types of the library's entry, and of what it mentions. */
async function declarations(folder: string): Promise<void> {
  // The types of the sources are checked by `npm run types`; here they are only written down.
  const options = ["--noCheck", "--noEmit", "false", "--declaration", "--emitDeclarationOnly"];
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const configuration = join(root, "scripts", "declarations.tsconfig.json");
  await promisify(execFile)(process.execPath, [compiler, "-p", configuration, ...options, "--outDir", folder]);
  // The sources import each other as `./x.ts`; beside a declaration there is no such file.
  for (const [path, text] of await filesOf(folder)) {
    await writeFile(join(folder, path), text.replace(/((?:from|import) ?\(?"\.[^"]*)\.ts"/g, '$1.js"'));
  }
}

async function filesOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = files.sort().map(async (file) => [relative(folder, file), await readFile(file, "utf8")] as const);
  return new Map(await Promise.all(contents));
}

/** Paths that differ between two folders, each with how. */
async function differences(expected: string, actual: string): Promise<string[]> {
  const [wanted, present] = await Promise.all([filesOf(expected), filesOf(actual)]);
  return [
    ...[...wanted].flatMap(([path, text]) => {
      if (!present.has(path)) return [`missing: ${path}`];
      return present.get(path) === text ? [] : [`stale: ${path}`];
    }),
    ...[...present.keys()].flatMap((path) => (wanted.has(path) ? [] : [`left over: ${path}`])),
  ];
}

async function check(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "keyhawk-build-"));
  try {
    await buildInto(folder);
    const found = await differences(folder, dist);
    if (found.length === 0) {
      console.log("dist/ is what the sources build.");
      return;
    }
    console.error(`dist/ is not what the sources build; run \`npm run build\` and commit it.\n${found.join("\n")}`);
    process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
if (values.check) {
  await check();
} else {
  const fresh = `${dist}.fresh`;
  await rm(fresh, { recursive: true, force: true });
  await buildInto(fresh);
  await rm(dist, { recursive: true, force: true });
  await rename(fresh, dist);
}
