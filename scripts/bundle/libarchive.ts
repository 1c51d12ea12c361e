import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { Plugin } from "esbuild";

const libraryPath = createRequire(import.meta.url).resolve("libarchive-wasm/dist/libarchive.wasm");

const fileName = "libarchive.wasm.br";

/** Writes the compiled library, compressed to less than half, into each folder whose chunks load it. */
export async function writeLibarchive(folders: readonly string[]): Promise<void> {
  const library = await readFile(libraryPath);
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: library.length };
  const packed = await promisify(brotliCompress)(library, { params });
  for (const folder of folders) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, fileName), packed);
  }
}

/** Takes libarchive from the file beside the chunk that is loaded with the first archive: nothing is read from `node_modules`. */
export const libarchive: Plugin = {
  name: "libarchive",
  setup({ onLoad }) {
    onLoad({ filter: /archive[\\/]libarchive-binary\.ts$/ }, () => ({
      contents: `
        import { readFileSync } from "node:fs";
        import { brotliDecompressSync } from "node:zlib";
        const file = new URL("./${fileName}", import.meta.url);
        export const libarchiveBinary = () => brotliDecompressSync(readFileSync(file));`,
      loader: "ts",
    }));
    // Its loader looks for the folder it is in and for parts of Node as a CommonJS module does.
    onLoad({ filter: /libarchive-wasm\/dist\/libarchive\.js$/ }, async ({ path }) => {
      const loader = await readFile(path, "utf8");
      const contents = loader.replace(/\brequire\("(fs|path|crypto)"\)/g, 'process.getBuiltinModule("$1")');
      return { contents: `const __dirname = "", __filename = "";\n${contents}`, loader: "js" };
    });
  },
};
