import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { buildInto } from "../../scripts/bundles.ts";
import { assemblePackages } from "../../scripts/packages.ts";
import { call } from "../cli/command.ts";

const root = resolve(import.meta.dirname, "../..");

/** A package that was packed as it is published. */
export interface Packed {
  readonly tarball: string;
  readonly files: readonly string[];
}

/** What the sources give. */
export interface Shipped {
  /** The folder of the bundles. */
  readonly dist: string;
  readonly keyhawk: Packed;
  readonly app: Packed;
}

/** Builds the sources and packs both packages into a folder. */
export async function packBoth(folder: string): Promise<Shipped> {
  const [dist, into] = [join(folder, "dist"), join(folder, "build")];
  await assemblePackages({ root, dist, into, app: await buildInto(dist) });
  const pack = async (name: string): Promise<Packed> => {
    const options = ["--json", "--ignore-scripts", "--pack-destination", folder];
    const packed = await call("npm", ["pack", ...options, join(into, name)], { cwd: folder });
    const [{ filename, files }] = JSON.parse(packed.stdout) as [{ filename: string; files: { path: string }[] }];
    return { tarball: join(folder, filename), files: files.map(({ path }) => path) };
  };
  return { dist, keyhawk: await pack("keyhawk"), app: await pack("keyhawk-app") };
}

/** Installs packed files in an empty project, as their users do. */
export async function install(folder: string, packages: readonly Packed[]): Promise<void> {
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  // Whoever runs the tests has just installed the same versions: npm takes them from its cache.
  const options = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"];
  const tarballs = packages.map(({ tarball }) => tarball);
  const ended = await call("npm", ["install", ...options, ...tarballs], { cwd: folder });
  if (ended.code !== 0) throw new Error(`npm install: ${ended.stderr}`);
}
