/** The low and the high halves that a byte may have: bit `n` of each stands for the half `n`. */
type Halves = readonly [low: number, high: number];

/**
 * Eight kinds of three bytes in a row, such that every anchor holds one and ordinary text hardly any: about one byte in
 * 200 of source text starts one. Nobody thought them up: `scripts/triggers.ts` searched for the rarest such kinds, and
 * wrote them here. A test says when an anchor has none.
 */
export const triggers: readonly (readonly [Halves, Halves, Halves])[] = [
  [
    [0x5e84, 0x0038],
    [0x3829, 0x00d0],
    [0x1fb4, 0x00e8],
  ],
  [
    [0x4e20, 0x00c5],
    [0x0c02, 0x0050],
    [0xb7e3, 0x00bc],
  ],
  [
    [0x070a, 0x00a9],
    [0x4ca9, 0x0079],
    [0x26ea, 0x00ac],
  ],
  [
    [0x75e7, 0x006d],
    [0x1feb, 0x00c0],
    [0x424e, 0x0038],
  ],
  [
    [0x61fd, 0x0039],
    [0xec5e, 0x0050],
    [0xbfe1, 0x0039],
  ],
  [
    [0xe5aa, 0x002c],
    [0xf084, 0x00e0],
    [0x4353, 0x0098],
  ],
  [
    [0x254d, 0x00f8],
    [0x62df, 0x00b9],
    [0x35f2, 0x0021],
  ],
  [
    [0x64f4, 0x003c],
    [0x129d, 0x00c8],
    [0xf67f, 0x0039],
  ],
];
