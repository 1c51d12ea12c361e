import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Files of a folder that hold a raw key, plain or in base64 at any alignment. */
export async function filesHolding(folder: string, key: string): Promise<string[]> {
  const holding: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if (holds(await readFile(path), key)) holding.push(path);
  }
  return holding;
}

/** True when bytes hold a raw key, plain or in base64 at any alignment. */
export function holds(bytes: Buffer | string, key: string): boolean {
  const text = Buffer.from(bytes);
  return forms(key).some((form) => text.includes(form));
}

function forms(key: string): string[] {
  // The middle of the key, so that the surrounding text does not change its base64.
  const encoded = [0, 1, 2].map((shift) => Buffer.from(key.slice(shift, shift + 48)).toString("base64"));
  return [key, ...encoded];
}
