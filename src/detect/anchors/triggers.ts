/** The low and high halves that a byte may have: bit `n` of each represents the value `n`. */
type Halves = readonly [low: number, high: number];

/**
 * Eight patterns of three consecutive bytes, chosen so that every anchor contains one and ordinary text hardly any:
 * about one byte in 75 of source text starts one. `scripts/triggers.ts` searched for the rarest patterns and wrote
 * them here. A test fails when an anchor contains none.
 */
export const triggers: readonly (readonly [Halves, Halves, Halves])[] = [
  [
    [0x6fb4, 0x0030],
    [0x3dd8, 0x0060],
    [0x7dde, 0x00f1],
  ],
  [
    [0x0027, 0x0048],
    [0x0e00, 0x00d8],
    [0xb7e0, 0x00bc],
  ],
  [
    [0x4c0a, 0x0090],
    [0x182b, 0x00c8],
    [0x26e2, 0x008c],
  ],
  [
    [0x772d, 0x007d],
    [0x7c6e, 0x0040],
    [0x42cf, 0x0039],
  ],
  [
    [0x21fd, 0x0031],
    [0xc67c, 0x0018],
    [0x67c3, 0x00b1],
  ],
  [
    [0x0467, 0x0028],
    [0x3fdd, 0x00f0],
    [0x37ff, 0x00a9],
  ],
  [
    [0x2fdd, 0x0090],
    [0x965f, 0x00f9],
    [0x93f7, 0x0020],
  ],
  [
    [0x40f0, 0x003c],
    [0xd32f, 0x00c9],
    [0xfeff, 0x001c],
  ],
];
