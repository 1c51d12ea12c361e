import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metafile } from "esbuild";

/** A package whose code is inside a bundle. */
interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly licence: string;
  /** The licence as the package ships it; null where it ships none. */
  readonly text: string | null;
}

/** Licences of packages that ship no text, or hold code of others without saying so. */
const supplements: Readonly<Record<string, string>> = {
  "libarchive-wasm": join(import.meta.dirname, "licences", "libarchive-wasm.txt"),
};

const rule = "-".repeat(80);

/**
 * The licences of every package whose code is in a bundle, which must be redistributed with it.
 * The same sources give the same text. Throws when a package has no licence.
 * @param subject what the bundle is, for the text's title
 */
export async function licencesOf(root: string, subject: string, { outputs }: Metafile): Promise<string> {
  const folders = new Set(
    Object.values(outputs)
      .flatMap((output) => Object.entries(output.inputs))
      .flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? packageFolder(path) : [])),
  );
  const packages = await Promise.all([...folders].map((folder) => readPackage(join(root, folder))));
  const byName = packages.toSorted((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
  const sections = byName.map(({ name, version, licence, text }) =>
    [rule, `${name} ${version} (${licence})`, rule, "", text ?? "The package ships no text of its licence.", ""].join(
      "\n",
    ),
  );
  const title = `${subject} hold code of these packages, under their own licences.`;
  return `${[title, "", ...sections].join("\n")}`;
}

/** `node_modules/@scope/name` of a path inside it; nothing for our own files. */
function packageFolder(path: string): string[] {
  const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
  return folder === undefined ? [] : [folder];
}

async function readPackage(folder: string): Promise<BundledPackage> {
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    name: string;
    version: string;
    license?: string;
  };
  const { name, version, license: licence } = manifest;
  if (licence === undefined) throw new Error(`${name} names no licence: look whether its code may be passed on.`);
  const file = (await readdir(folder)).sort().find((entry) => /^(?:licen[cs]e|copying)(?:[.-]|$)/i.test(entry));
  const path = file === undefined ? supplements[name] : join(folder, file);
  const text = path === undefined ? null : (await readFile(path, "utf8")).replace(/\r\n/g, "\n").trim();
  return { name, version, licence, text };
}
