import { detect } from "./detect.ts";
import type { Detection } from "./detection.ts";
import { maxReach } from "./reach.ts";

/** A text with every key replaced by its masked form, for messages that quote text from elsewhere. */
export function maskKeys(text: string): string {
  return maskBytes(Buffer.from(text), Number.POSITIVE_INFINITY);
}

/** The same for the keys with these fingerprints only. */
export function maskSome(text: string, fingerprints: ReadonlySet<string>): string {
  const isWanted = ({ credential }: Detection) => fingerprints.has(credential.fingerprint);
  return maskBytes(Buffer.from(text), Number.POSITIVE_INFINITY, isWanted);
}

/**
 * The same for the first `length` UTF-16 units of a text that may be megabytes long. A key cut off there is masked
 * whole.
 */
export function maskOpening(text: string, length: number): string {
  if (text.length <= length) return maskKeys(text);
  const opening = text.slice(0, length);
  // Reads beyond the limit, since a truncated key would not be recognised.
  const bytes = Buffer.from(opening + text.slice(length, length + 2 * maxReach));
  return maskBytes(bytes, Buffer.byteLength(opening));
}

/** @param limit offset at which the result ends */
function maskBytes(bytes: Buffer, limit: number, isWanted: (detection: Detection) => boolean = () => true): string {
  let masked = "";
  let end = 0;
  for (const detection of detect(bytes).detections) {
    if (detection.start >= limit) break;
    if (detection.start < end || !isWanted(detection)) continue;
    masked += bytes.toString("utf8", end, detection.start) + detection.credential.masked;
    end = detection.end;
  }
  return masked + bytes.toString("utf8", end, Math.max(end, Math.min(limit, bytes.length)));
}
