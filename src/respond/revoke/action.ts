import { Failure } from "../../failure.ts";

/** What is done about a proven key without asking. All but `delete` leave it alive. */
export type UnaskedAction =
  /** Deletes it, or lets it expire. */
  | { readonly type: "delete" }
  | { readonly type: "narrow" }
  /** Cents that the key's project may spend in a month. */
  | { readonly type: "limit"; readonly cents: number };

/** Reads `delete`, `read-only` or `limit=25` (US dollars). Throws a `Failure` that begins with the setting's name. */
export function parseAction(given: string, name: string): UnaskedAction {
  if (given === "" || given === "delete") return { type: "delete" };
  if (given === "read-only") return { type: "narrow" };
  const dollars = /^limit=(\d{1,7}(?:\.\d{1,2})?)$/.exec(given)?.[1];
  const cents = Math.round(Number(dollars ?? 0) * 100);
  if (cents > 0) return { type: "limit", cents };
  throw new Failure(
    "configuration",
    `${name} takes \`delete\`, \`read-only\`, or \`limit=25\` for the US dollars that the key's project may spend in a month.`,
  );
}
