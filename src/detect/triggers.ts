/** The low and the high halves that a byte may have: bit `n` of each stands for the half `n`. */
type Halves = readonly [low: number, high: number];

/**
 * Eight kinds of three bytes in a row, such that every anchor holds one and ordinary text hardly any: about one byte in
 * 260 of source text starts one. Nobody thought them up: `scripts/triggers.ts` searched for the rarest such kinds, and
 * wrote them here. A test says when an anchor has none.
 */
export const triggers: readonly (readonly [Halves, Halves, Halves])[] = [
  [
    [0x0c6c, 0x0070],
    [0x98c9, 0x0051],
    [0x9ce2, 0x0030],
  ],
  [
    [0x025a, 0x0028],
    [0x5888, 0x00d8],
    [0x645d, 0x0058],
  ],
  [
    [0x0700, 0x00a0],
    [0x0720, 0x00f0],
    [0x2266, 0x00f8],
  ],
  [
    [0x60f7, 0x0031],
    [0x355d, 0x00c8],
    [0x4633, 0x0039],
  ],
  [
    [0x24fb, 0x00a8],
    [0x26df, 0x00f1],
    [0x12f8, 0x0028],
  ],
  [
    [0x2ca9, 0x00e8],
    [0x9c09, 0x00d9],
    [0x2062, 0x000c],
  ],
  [
    [0x068a, 0x00e0],
    [0x06e7, 0x0029],
    [0xff19, 0x00f8],
  ],
  [
    [0x45c4, 0x0038],
    [0x5d1d, 0x00d1],
    [0x1d9c, 0x00f8],
  ],
];
