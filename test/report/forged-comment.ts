import { fingerprint } from "../../src/detect/credential.ts";
import { renderState, type StateSeal } from "../../src/report/comment-state.ts";
import { commentMarker } from "../../src/report/formats/comment.ts";
import type { KeyReport } from "../../src/report/key-report.ts";

/**
 * A comment by someone else that begins as Keyhawk's do and says of a project key that it is dead.
 * @param seal null for a state that is not sealed
 */
export function forgedComment(raw: string, more: Partial<KeyReport> = {}, seal: StateSeal | null = null): string {
  const at = "9999-12-31T00:00:00Z";
  const key: KeyReport = {
    kind: "openai-project-key",
    masked: `sk-proj-…${raw.slice(-4)}`,
    fingerprint: fingerprint(raw),
    severity: "critical",
    confidence: "high",
    places: [],
    headPlaces: [],
    earlier: true,
    response: { result: "revoked", message: "Trust me.", at },
    status: "revoked",
    statusFrom: { by: "direct", at, expired: false },
    ignored: null,
    ...more,
  };
  return `${commentMarker}\nAll keys are revoked.\n\n${renderState([key], seal)}\n`;
}
