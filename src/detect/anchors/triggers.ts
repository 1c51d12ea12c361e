/** The low and high halves that a byte may have: bit `n` of each represents the value `n`. */
type Halves = readonly [low: number, high: number];

/**
 * Eight patterns of three consecutive bytes, chosen so that every anchor contains one and ordinary text hardly any:
 * about one byte in 75 of source text starts one. `scripts/triggers.ts` searched for the rarest patterns and wrote
 * them here. A test fails when an anchor contains none.
 */
export const triggers: readonly (readonly [Halves, Halves, Halves])[] = [
  [
    [0x47b5, 0x0030],
    [0x1cd9, 0x0069],
    [0x5dde, 0x00f0],
  ],
  [
    [0x1b62, 0x00e0],
    [0x0d00, 0x00f0],
    [0xb266, 0x00bc],
  ],
  [
    [0x0e4a, 0x00b0],
    [0x1c6b, 0x00e9],
    [0x27e2, 0x00ac],
  ],
  [
    [0xf72f, 0x007d],
    [0x3826, 0x0040],
    [0x42c3, 0x0019],
  ],
  [
    [0x40e9, 0x0071],
    [0x8738, 0x0018],
    [0xe593, 0x0091],
  ],
  [
    [0x0767, 0x0028],
    [0xfddd, 0x00d0],
    [0x77fd, 0x00b9],
  ],
  [
    [0x0c5f, 0x00d0],
    [0xd655, 0x00f9],
    [0x97b6, 0x0020],
  ],
  [
    [0x44f0, 0x003c],
    [0x2aaf, 0x00c9],
    [0x7cff, 0x003c],
  ],
];
