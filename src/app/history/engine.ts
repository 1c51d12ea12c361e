import { createHash } from "node:crypto";
import { kinds } from "../../detect/kind.ts";

/** What scans search for: another value when a release adds a kind of key, so that known histories are scanned again. */
export const engine: string = createHash("sha256")
  .update(Object.keys(kinds).sort().join("\n"))
  .digest("hex")
  .slice(0, 16);
