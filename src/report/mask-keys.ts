import { detect } from "../detect/detect.ts";

/** A text with every key in it replaced by its masked form: for sentences that quote what others wrote. */
export function maskKeys(text: string): string {
  const bytes = Buffer.from(text);
  let masked = "";
  let end = 0;
  for (const detection of detect(bytes).detections) {
    if (detection.start < end) continue;
    masked += bytes.toString("utf8", end, detection.start) + detection.credential.masked;
    end = detection.end;
  }
  return masked + bytes.toString("utf8", end);
}
