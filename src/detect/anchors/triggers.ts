/** The low and the high halves that a byte may have: bit `n` of each stands for the half `n`. */
type Halves = readonly [low: number, high: number];

/**
 * Eight kinds of three bytes in a row, such that every anchor holds one and ordinary text hardly any: about one byte in
 * 200 of source text starts one. Nobody thought them up: `scripts/triggers.ts` searched for the rarest such kinds, and
 * wrote them here. A test says when an anchor has none.
 */
export const triggers: readonly (readonly [Halves, Halves, Halves])[] = [
  [
    [0x554c, 0x0078],
    [0x2005, 0x00d0],
    [0x3d0d, 0x0079],
  ],
  [
    [0x0c04, 0x0060],
    [0xa0e3, 0x003d],
    [0xf0ff, 0x00fc],
  ],
  [
    [0x5c42, 0x00e0],
    [0xd7e2, 0x00b0],
    [0x4fe0, 0x00b8],
  ],
  [
    [0x0e2a, 0x00f4],
    [0x000f, 0x0049],
    [0xc783, 0x0098],
  ],
  [
    [0x4579, 0x00b8],
    [0xea16, 0x0050],
    [0xeea1, 0x0038],
  ],
  [
    [0x27c6, 0x0030],
    [0x3c59, 0x00e1],
    [0x3f96, 0x00e0],
  ],
  [
    [0x04b9, 0x00a8],
    [0x03cf, 0x00a9],
    [0x317a, 0x002c],
  ],
  [
    [0x14c8, 0x0070],
    [0x145d, 0x0019],
    [0x7d7c, 0x00b9],
  ],
];
