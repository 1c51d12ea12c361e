import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder itself or its nearest parent that is a checkout; null outside any. */
export function checkoutAround(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (dirname(at) === at) return null;
  }
}
