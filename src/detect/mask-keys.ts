import { detect } from "./detect.ts";
import { maxReach } from "./reach.ts";

/** A text with every key in it replaced by its masked form: for sentences that quote what others wrote. */
export function maskKeys(text: string): string {
  return maskBytes(Buffer.from(text), Number.POSITIVE_INFINITY);
}

/** The same for a text that may be megabytes: what its first `length` UTF-16 units give. A key that is cut there is masked whole. */
export function maskOpening(text: string, length: number): string {
  if (text.length <= length) return maskKeys(text);
  const opening = text.slice(0, length);
  // A cut key is no key: what decides about it is read, too.
  const bytes = Buffer.from(opening + text.slice(length, length + 2 * maxReach));
  return maskBytes(bytes, Buffer.byteLength(opening));
}

/** @param limit offset from which on nothing is given back */
function maskBytes(bytes: Buffer, limit: number): string {
  let masked = "";
  let end = 0;
  for (const detection of detect(bytes).detections) {
    if (detection.start >= limit) break;
    if (detection.start < end) continue;
    masked += bytes.toString("utf8", end, detection.start) + detection.credential.masked;
    end = detection.end;
  }
  return masked + bytes.toString("utf8", end, Math.max(end, Math.min(limit, bytes.length)));
}
