import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { Plugin } from "esbuild";

const libraryPath = createRequire(import.meta.url).resolve("libarchive-wasm/dist/libarchive.wasm");

let packed: Promise<string> | null = null;

/** The compiled library as text, compressed to less than half. */
async function pack(): Promise<string> {
  const library = await readFile(libraryPath);
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: library.length };
  return (await promisify(brotliCompress)(library, { params })).toString("base64");
}

/** Puts libarchive into the chunk that is loaded with the first archive that needs it: nothing is read from `node_modules`. */
export const libarchive: Plugin = {
  name: "libarchive",
  setup({ onLoad }) {
    onLoad({ filter: /archive\/libarchive-binary\.ts$/ }, async () => {
      packed ??= pack();
      const contents = `
        import { brotliDecompressSync } from "node:zlib";
        const packed = ${JSON.stringify(await packed)};
        export const libarchiveBinary = () => brotliDecompressSync(Buffer.from(packed, "base64"));`;
      return { contents, loader: "ts", resolveDir: import.meta.dirname };
    });
    // Its loader looks for the folder it is in and for parts of Node as a CommonJS module does.
    onLoad({ filter: /libarchive-wasm\/dist\/libarchive\.js$/ }, async ({ path }) => {
      const loader = await readFile(path, "utf8");
      const contents = loader.replace(/\brequire\("(fs|path|crypto)"\)/g, 'process.getBuiltinModule("$1")');
      return { contents: `const __dirname = "", __filename = "";\n${contents}`, loader: "js" };
    });
  },
};
