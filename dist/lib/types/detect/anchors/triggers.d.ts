/** The low and high halves that a byte may have: bit `n` of each represents the value `n`. */
type Halves = readonly [low: number, high: number];
/**
 * Eight patterns of three consecutive bytes, chosen so that every anchor contains one and ordinary text hardly any:
 * about one byte in 75 of source text starts one. `scripts/triggers.ts` searched for the rarest patterns and wrote
 * them here. A test fails when an anchor contains none.
 */
export declare const triggers: readonly (readonly [Halves, Halves, Halves])[];
export {};
