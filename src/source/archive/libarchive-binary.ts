import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The compiled library. Beside a bundle it is a file of its own (`scripts/bundle/libarchive.ts`). */
export function libarchiveBinary(): Uint8Array {
  return readFileSync(createRequire(import.meta.url).resolve("libarchive-wasm/dist/libarchive.wasm"));
}
