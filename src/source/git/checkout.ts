import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The nearest folder upwards, itself included, that is a checkout; null outside of any. */
export function checkoutAround(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (dirname(at) === at) return null;
  }
}
