import { lastAnchors, mayContain, metSample } from "../detect/anchors/search.ts";
import type { Survey } from "../detect/collector.ts";
import { survey } from "../detect/detect.ts";
import { detectExposures } from "../detect/exposures/detect-exposures.ts";
import { type ExposureId, exposures } from "../detect/exposures/exposure.ts";
import { mayHide } from "../detect/hidden/hidden-texts.ts";
import { containerFormat } from "./archive/container.ts";
import { isLfsContent } from "./lfs-pointer.ts";
import { wideEncoding } from "./wide-text.ts";

/** False when a scan of these bytes can neither find nor miss a key, so that they only need to be counted. */
export function isRelevant(bytes: Uint8Array): boolean {
  return isRelevantOpening(bytes) || mayHoldKey(bytes);
}

/**
 * True when the first bytes say that the content proper is elsewhere, compressed, archived, or in Git LFS; or that it is
 * wide text, which reads otherwise than its bytes do.
 */
export function isRelevantOpening(bytes: Uint8Array): boolean {
  return containerFormat(bytes) !== null || isLfsContent(bytes) || wideEncoding(bytes) !== null;
}

/** True when there is an anchor between two offsets, as it is or in a hidden text: without one there is no key. */
export function mayHoldKey(bytes: Uint8Array, from?: number, to?: number): boolean {
  return mayContain(bytes, from, to) || (metSample() && mayHide(bytes, from, to));
}

/** True when a scan finds something in the bytes, including placeholders, or has something to open in them. */
export function holdsKey(bytes: Uint8Array): boolean {
  return showsKey(survey(bytes));
}

/** The same for bytes that have been searched. */
export function showsKey({ detections, placeholders, packed }: Survey): boolean {
  return detections.length > 0 || placeholders.length > 0 || packed.length > 0;
}

const everyExposure = Object.keys(exposures) as readonly ExposureId[];

/** True when a scan of a whole file finds neither keys nor exposures in it, and has nothing to open or to report. */
export function isClean(bytes: Uint8Array, path: string | null): boolean {
  if (isRelevantOpening(bytes)) return false;
  const { credential, exposure } = lastAnchors(bytes);
  const mayHold = credential >= 0 || (metSample() && mayHide(bytes));
  if (mayHold && holdsKey(bytes)) return false;
  return exposure < 0 || detectExposures(bytes, path, everyExposure).length === 0;
}
