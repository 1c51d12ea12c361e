/** The low and the high halves that a byte may have: bit `n` of each stands for the half `n`. */
type Halves = readonly [low: number, high: number];

/**
 * Eight kinds of three bytes in a row, such that every anchor holds one and ordinary text hardly any: about one byte in
 * 200 of source text starts one. Nobody thought them up: `scripts/triggers.ts` searched for the rarest such kinds, and
 * wrote them here. A test says when an anchor has none.
 */
export const triggers: readonly (readonly [Halves, Halves, Halves])[] = [
  [
    [0x0efd, 0x00f9],
    [0x17e2, 0x0020],
    [0xbdfd, 0x00e1],
  ],
  [
    [0x1696, 0x00e8],
    [0x7cc2, 0x00d0],
    [0x01f5, 0x0018],
  ],
  [
    [0x3021, 0x00c8],
    [0x0e02, 0x0050],
    [0xa8ee, 0x003c],
  ],
  [
    [0x280a, 0x00d0],
    [0x0e09, 0x00c1],
    [0x2162, 0x00ac],
  ],
  [
    [0x68d4, 0x0038],
    [0x1049, 0x00d9],
    [0x1d5c, 0x00d8],
  ],
  [
    [0x3ee6, 0x00e0],
    [0x04ff, 0x0021],
    [0xc47f, 0x0038],
  ],
  [
    [0x44c9, 0x0038],
    [0xe225, 0x00d9],
    [0xd7ec, 0x0038],
  ],
  [
    [0x3c40, 0x0050],
    [0x4fd0, 0x00b0],
    [0x9397, 0x00f8],
  ],
];
