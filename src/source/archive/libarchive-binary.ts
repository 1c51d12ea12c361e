import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The compiled library. In a bundle it is part of this module (`scripts/bundle/libarchive.ts`). */
export function libarchiveBinary(): Uint8Array {
  return readFileSync(createRequire(import.meta.url).resolve("libarchive-wasm/dist/libarchive.wasm"));
}
