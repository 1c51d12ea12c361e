import { mayContain } from "../detect/anchor-search.ts";
import { containerFormat } from "./container.ts";
import { isLfsContent } from "./lfs-pointer.ts";

/** False when a scan of these bytes can neither find nor miss a key: nothing is lost by only counting them. */
export function isRelevant(bytes: Uint8Array): boolean {
  return isRelevantOpening(bytes) || mayHoldKey(bytes);
}

/** True when the first bytes say that the content proper is elsewhere: compressed, archived, or in Git LFS. */
export function isRelevantOpening(bytes: Uint8Array): boolean {
  return containerFormat(bytes) !== null || isLfsContent(bytes);
}

/** True when an anchor stands in the bytes; what decides is never farther from it than a few dozen bytes. */
export function mayHoldKey(bytes: Uint8Array): boolean {
  return mayContain(bytes);
}
