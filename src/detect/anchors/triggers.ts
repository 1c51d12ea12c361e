/** The low and the high halves that a byte may have: bit `n` of each stands for the half `n`. */
type Halves = readonly [low: number, high: number];

/**
 * Eight kinds of three bytes in a row, such that every anchor holds one and ordinary text hardly any: about one byte in
 * 200 of source text starts one. Nobody thought them up: `scripts/triggers.ts` searched for the rarest such kinds, and
 * wrote them here. A test says when an anchor has none.
 */
export const triggers: readonly (readonly [Halves, Halves, Halves])[] = [
  [
    [0x5ec4, 0x0038],
    [0x3929, 0x00d1],
    [0x1f34, 0x00e0],
  ],
  [
    [0x4d22, 0x00c4],
    [0x0d02, 0x0058],
    [0xf7e0, 0x00bc],
  ],
  [
    [0x07c8, 0x00a8],
    [0x4dad, 0x00f1],
    [0x26ea, 0x00ac],
  ],
  [
    [0x77af, 0x006d],
    [0xdfaa, 0x00c0],
    [0x424f, 0x0038],
  ],
  [
    [0x657d, 0x0039],
    [0xec5e, 0x0050],
    [0xbfe1, 0x0031],
  ],
  [
    [0xe622, 0x002c],
    [0xb189, 0x0079],
    [0x071b, 0x0088],
  ],
  [
    [0x05cd, 0x00b8],
    [0x867f, 0x00b8],
    [0xb7f2, 0x0021],
  ],
  [
    [0x64f4, 0x0038],
    [0x925f, 0x00c8],
    [0xfe7f, 0x0039],
  ],
];
