import { type ContainerFormat, containerFormat } from "./container.ts";
import { isBareZipEnd, zipRange } from "./zip-end.ts";

/** A container with its start and end. */
export interface ContainerPart {
  readonly format: ContainerFormat;
  readonly bytes: Uint8Array;
}

/** Most concatenated containers that are opened. */
const mostParts = 100;

/**
 * The containers in a document: usually one; more when a zip file, which is read from its end, follows another
 * container.
 */
export function containersIn(document: Uint8Array): ContainerPart[] {
  const parts: ContainerPart[] = [];
  let bytes = document;
  while (parts.length < mostParts) {
    const format = containerFormat(bytes);
    if (format === null) break;
    const isZip = format.reader === "zip";
    const range = isZip || isBareZipEnd(bytes) ? zipRange(bytes) : null;
    if (range !== null && !isZip) parts.push({ format: { name: "zip", reader: "zip", from: 0 }, bytes });
    parts.push({ format, bytes: range === null || isZip ? bytes : bytes.subarray(0, range.start) });
    if (!isZip || range === null || range.start === 0) break;
    bytes = bytes.subarray(0, range.start);
  }
  return parts;
}
