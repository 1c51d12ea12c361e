import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { declarations } from "./bundles.ts";

interface RootManifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** Fields that both packages have from the root's package.json. */
const inherited = ["version", "license", "author", "homepage", "repository", "bugs", "type", "engines"];

/** Where packages are assembled from and to. */
export interface Assembly {
  readonly root: string;
  /** The folder that was built. */
  readonly dist: string;
  /** What esbuild knows of the App's bundle in it. */
  readonly app: Metafile;
  /** The folder of the packages; what is in it is replaced. */
  readonly into: string;
}

/** A package before it is assembled. */
interface Package {
  readonly manifest: Readonly<Record<string, unknown>> & { readonly name: string };
  readonly readme: string;
  /** Paths below the root. */
  readonly files: readonly string[];
  /** Paths below the folder that was built. */
  readonly built: readonly string[];
}

/**
 * Assembles the published packages, each in the folder of its name: `keyhawk`, the command line and library, which needs
 * no other package, and `keyhawk-app`, the App.
 */
export async function assemblePackages(assembly: Assembly): Promise<void> {
  const { root, app, into } = assembly;
  const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as RootManifest;
  const readme = await readFile(join(root, "README.md"), "utf8");
  await rm(into, { recursive: true, force: true });
  await assemble(assembly, {
    manifest: {
      name: "keyhawk",
      ...pick(manifest, ["description", "keywords", ...inherited, "bin", "types", "exports"]),
    },
    readme: withAddresses(readme, "", manifest.version),
    files: ["LICENSE", "schema"],
    built: ["cli.js", "cli", "lib", "grammars"],
  });
  await assemble(assembly, {
    manifest: {
      name: "keyhawk-app",
      description: "The GitHub App of Keyhawk: watches every push and pull request for leaked OpenAI keys.",
      ...pick(manifest, ["keywords", ...inherited]),
      bin: { "keyhawk-app": "dist/app/main.js" },
      types: "types/app/index.d.ts",
      exports: {
        ".": { types: "./types/app/index.d.ts", default: "./dist/app/index.js" },
        "./package.json": "./package.json",
      },
      dependencies: dependenciesOf(app, manifest.dependencies),
    },
    readme: withAddresses(await readFile(join(root, "docs/app.md"), "utf8"), "docs/", manifest.version),
    files: ["LICENSE", "app.yml"],
    built: ["app", "grammars"],
  });
  await declarations(join(into, "keyhawk-app", "types"), "app");
}

async function assemble({ root, dist, into }: Assembly, { manifest, readme, files, built }: Package): Promise<void> {
  const folder = join(into, manifest.name);
  await mkdir(join(folder, "dist"), { recursive: true });
  for (const path of files) await cp(join(root, path), join(folder, path), { recursive: true });
  for (const path of built) await cp(join(dist, path), join(folder, "dist", path), { recursive: true });
  await writeFile(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeFile(join(folder, "README.md"), readme);
}

function pick(from: RootManifest, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.flatMap((field) => (field in from ? [[field, from[field]]] : [])));
}

/** The packages that a bundle imports, in the versions of the root's package.json. Throws where that lacks one. */
function dependenciesOf(bundle: Metafile, versions: Readonly<Record<string, string>>): Record<string, string> {
  const imports = Object.values(bundle.outputs).flatMap((output) => output.imports);
  const names = imports.flatMap(({ path, external }) => {
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
    return external && name !== undefined && !name.startsWith("node:") ? [name] : [];
  });
  const pairs = [...new Set(names)].sort().map((name) => {
    const version = versions[name];
    if (version === undefined) throw new Error(`The App imports ${name}, which is no dependency in package.json.`);
    return [name, version];
  });
  return Object.fromEntries(pairs);
}

/** A page whose links, relative to a folder of the repository, are those of this version on GitHub. */
function withAddresses(page: string, folder: string, version: string): string {
  const base = `https://github.com/keyhawk/keyhawk/blob/v${version}/${folder}`;
  return page.replace(/(?<=(?<image>!?)\[[^\]]*\]\()(?!https?:|#)(?<path>[^)\s]+)/g, (...match) => {
    const { image, path } = match.at(-1) as { readonly image: string; readonly path: string };
    return new URL(path, image === "" ? base : base.replace("/blob/", "/raw/")).href;
  });
}
