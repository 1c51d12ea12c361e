/** The low and high halves that a byte may have: bit `n` of each represents the value `n`. */
type Halves = readonly [low: number, high: number];

/**
 * Eight patterns of three consecutive bytes, chosen so that every anchor contains one and ordinary text hardly any:
 * about one byte in 50 of source text starts one. `scripts/triggers.ts` searched for the rarest patterns and wrote
 * them here. A test fails when an anchor contains none.
 */
export const triggers: readonly (readonly [Halves, Halves, Halves])[] = [
  [
    [0x45c5, 0x0039],
    [0x7599, 0x00f9],
    [0x1d9e, 0x00c0],
  ],
  [
    [0x1073, 0x00e9],
    [0x0c00, 0x00d0],
    [0xb7e7, 0x00fd],
  ],
  [
    [0x07a9, 0x00a0],
    [0x8f5d, 0x00e9],
    [0x28fa, 0x003c],
  ],
  [
    [0xf727, 0x007d],
    [0x9eab, 0x00c1],
    [0x40c3, 0x0018],
  ],
  [
    [0x4ded, 0x00d8],
    [0xf6d3, 0x0038],
    [0xb7f4, 0x0031],
  ],
  [
    [0x074e, 0x0028],
    [0x7c8d, 0x00d1],
    [0xb7bd, 0x00f8],
  ],
  [
    [0x3d5f, 0x00d8],
    [0x435b, 0x00e1],
    [0x9776, 0x0020],
  ],
  [
    [0x44f0, 0x003c],
    [0x2abe, 0x00e8],
    [0x7cfd, 0x003d],
  ],
];
