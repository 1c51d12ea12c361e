/** The low and the high halves that a byte may have: bit `n` of each stands for the half `n`. */
type Halves = readonly [low: number, high: number];
/**
 * Eight kinds of three bytes in a row, such that every anchor holds one and ordinary text hardly any: about one byte in
 * 200 of source text starts one. Nobody thought them up: `scripts/triggers.ts` searched for the rarest such kinds, and
 * wrote them here. A test says when an anchor has none.
 */
export declare const triggers: readonly (readonly [Halves, Halves, Halves])[];
export {};
