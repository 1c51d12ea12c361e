import { detectExposures } from "../detect/exposures/detect-exposures.ts";
import type { ExposureId } from "../detect/exposures/exposure.ts";
import type { UnpackLimits } from "./archive/unpack.ts";
import type { NotScanned } from "./coverage.ts";
import { detectIn } from "./detect-in.ts";
import type { Document } from "./document.ts";
import type { ExposureFinding, Finding } from "./finding.ts";
import { locate, locateExposures } from "./locate.ts";

/** Everything found in one document. */
export interface SearchedDocument {
  readonly findings: readonly Finding[];
  readonly exposures: readonly ExposureFinding[];
  readonly placeholders: number;
  /** Unpacked bytes of the containers that the document embeds as base64. */
  readonly unpackedBytes: number;
  readonly notScanned: readonly NotScanned[];
}

export interface SearchOptions {
  readonly limits: UnpackLimits;
  /** Exposures to search for. */
  readonly exposures: readonly ExposureId[];
}

/** A way to search a document, in this thread or another. */
export type Search = (document: Document, options: SearchOptions) => Promise<SearchedDocument>;

/** Searches a document in this thread. */
export const searchDocument: Search = async (document, { limits, exposures }) => {
  const { address, bytes } = document;
  const { detections, ...counts } = await detectIn(document, limits);
  const exposed =
    exposures.length === 0 ? [] : detectExposures(bytes, address.container.at(-1) ?? address.path, exposures);
  return {
    findings: detections.length === 0 ? [] : locate(document, detections),
    exposures: exposed.length === 0 ? [] : locateExposures(document, exposed, detections),
    ...counts,
  };
};
