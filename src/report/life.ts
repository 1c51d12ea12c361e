import type { KeyReport } from "./key-report.ts";
import { moment } from "./words.ts";

/** Whether a key is alive according to verification, with when and how; null when that is not known. Plain text without untrusted parts. */
export function lifeText({ status, statusFrom }: Pick<KeyReport, "status" | "statusFrom">): string | null {
  const direct = statusFrom?.by === "direct";
  const at = statusFrom === undefined ? "" : ` at ${moment(statusFrom.at)}`;
  switch (status) {
    case "live":
      if (at === "") return "Alive";
      return direct ? `Alive: OpenAI knew it${at}` : `Alive: it was in the organisation's own list of keys${at}`;
    case "revoked":
      if (at === "") return "Dead";
      if (statusFrom?.expired) return `Dead: expired, as the organisation's own list of keys said${at}`;
      return direct ? `Dead: OpenAI refused it${at}` : `Dead, as the organisation's own list of keys said${at}`;
    case "unknown":
      if (at === "") return "Not known whether it is alive";
      return direct
        ? `Not known whether it is alive: OpenAI gave no clear answer${at}`
        : `Not known whether it is alive: the organisation's list of keys was inconclusive${at}`;
    default:
      return null;
  }
}
