import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { makeKey } from "../../keys.ts";

const ending = ".masked";

/** What is in each of the archives, under the name `a.env`. */
export const archivedText = `# settings\nOPENAI_API_KEY=${makeKey("openai-project-key", "archived")}\n`;

/** Masks and unmasks: each byte in another form, so that a scan of this repository sees no archive. */
export function masked(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.map((byte) => byte ^ 0xa5));
}

/** Archives that other programs made, by name; see `make.ts`. */
export function foreignArchives(): ReadonlyMap<string, Buffer> {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(ending));
  return new Map(
    files.map((name) => [name.slice(0, -ending.length), masked(readFileSync(join(import.meta.dirname, name)))]),
  );
}
