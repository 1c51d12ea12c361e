import type { Detection } from "../detect/detection.ts";
import type { Document } from "./document.ts";
import type { Finding } from "./finding.ts";

export function locate(_document: Document, _detections: readonly Detection[]): Finding[] {
  return [];
}
