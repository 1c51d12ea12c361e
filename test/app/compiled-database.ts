import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

// Node's types do not describe it.
declare const WebAssembly: { compile(binary: Uint8Array): Promise<object> };

const modules: object[] = [];

/**
 * Compiles the embedded database and holds on to the result, so that V8 uses it again for every database that is opened
 * in this process, with all that was compiled since. Otherwise each opening takes twice as long.
 */
export async function compileDatabase(): Promise<void> {
  if (modules.length > 0) return;
  const { resolve } = createRequire(import.meta.url);
  const file = (name: string) => readFile(resolve("@electric-sql/pglite").replace(/[^/\\]*$/, name));
  for (const name of ["pglite.wasm", "initdb.wasm"]) modules.push(await WebAssembly.compile(await file(name)));
}
