import { count, lapse, list } from "./words.ts";

/** What a key was used for since it leaked. */
export type Spending =
  | {
      readonly type: "known";
      /** Requests since each moment, the earliest first. */
      readonly uses: readonly Uses[];
      readonly cost: Cost;
      /** ISO 8601: when OpenAI was asked. Its figures can be some minutes behind. */
      readonly asOf: string;
    }
  /** @property reason a sentence for people of the organisation */
  | { readonly type: "unknown"; readonly reason: string };

/** Requests with a key since it was committed or pushed. */
export interface Uses {
  readonly since: "committed" | "pushed";
  /** ISO 8601. */
  readonly at: string;
  readonly requests: number;
  /** OpenAI counts by whole minutes, hours or days; the one of the moment is counted whole. */
  readonly by: "minute" | "hour" | "day";
}

/** Money, which OpenAI counts by whole days of UTC. */
export interface Cost {
  readonly amount: number;
  /** In lower case: `usd`. */
  readonly currency: string;
  /** The first day that is counted: `2026-11-25`. */
  readonly from: string;
}

/** `148 requests since it was pushed 4 minutes ago; 2.31 USD since 2026-11-25 00:00 UTC, …`. */
export function spendingText(spending: Spending): string {
  if (spending.type === "unknown") return `not known. ${spending.reason}`;
  const { uses, cost, asOf } = spending;
  const requests = uses.map(({ since, at, requests, by }) => {
    const whole = by === "minute" ? "" : ` (by whole ${by}s)`;
    return `${count(requests, "request")} since it was ${since} ${lapse(Date.parse(asOf) - Date.parse(at))} ago${whole}`;
  });
  const amount = `${cost.amount.toFixed(2)} ${cost.currency.toUpperCase()}`;
  return `${list(requests)}; ${amount} since ${cost.from} 00:00 UTC, since OpenAI counts money by whole days`;
}
