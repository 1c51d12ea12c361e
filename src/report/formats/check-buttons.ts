import type { ChangeReport } from "../change-report.ts";
import { keysByState } from "../sections/headline.ts";

/** A button on a check run. GitHub allows 20 characters for the label, 40 for the description, 20 for the identifier. */
export interface CheckButton {
  readonly label: string;
  readonly description: string;
  readonly identifier: string;
}

/** What the App can do when a button is pressed. */
export interface CheckButtons {
  /** `offered`: the operator lets Keyhawk revoke keys, or has a hook for it. */
  readonly revoke: "offered" | "absent";
}

export const buttons = {
  revoke: { label: "Revoke", description: "Make every key shown here worthless", identifier: "revoke" },
  dismiss: { label: "False positive", description: "No key shown here needs attention", identifier: "dismiss" },
  rescan: { label: "Scan again", description: "Read and judge the change anew", identifier: "rescan" },
} as const satisfies Readonly<Record<string, CheckButton>>;

/** The buttons of a check run; none when there is nothing to do. */
export function renderButtons(report: ChangeReport, { revoke }: CheckButtons): readonly CheckButton[] {
  if (report.keys.length === 0 && report.conclusion === "success") return [];
  if (keysByState(report.keys).open.length === 0) return [buttons.rescan];
  return revoke === "offered" ? Object.values(buttons) : [buttons.dismiss, buttons.rescan];
}
