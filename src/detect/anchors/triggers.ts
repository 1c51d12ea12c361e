/** The low and high halves that a byte may have: bit `n` of each represents the value `n`. */
type Halves = readonly [low: number, high: number];

/**
 * Eight patterns of three consecutive bytes, chosen so that every anchor contains one and ordinary text hardly any:
 * about one byte in 50 of source text starts one. `scripts/triggers.ts` searched for the rarest patterns and wrote
 * them here. A test fails when an anchor contains none.
 */
export const triggers: readonly (readonly [Halves, Halves, Halves])[] = [
  [
    [0x6ec4, 0x0038],
    [0x3dfd, 0x00f0],
    [0x3d95, 0x00e1],
  ],
  [
    [0x4ca0, 0x00cc],
    [0x0c02, 0x0058],
    [0xf7e0, 0x00bc],
  ],
  [
    [0x4f0a, 0x00b0],
    [0x0c2f, 0x00e8],
    [0x26aa, 0x008c],
  ],
  [
    [0x77af, 0x006d],
    [0xde2a, 0x00c0],
    [0x424f, 0x0038],
  ],
  [
    [0xc97d, 0x0039],
    [0xec7e, 0x0050],
    [0x0fc1, 0x0031],
  ],
  [
    [0xf4fa, 0x002c],
    [0xb101, 0x00f9],
    [0x4391, 0x0098],
  ],
  [
    [0x2fcd, 0x00b8],
    [0xf77b, 0x00b1],
    [0x93f6, 0x0020],
  ],
  [
    [0x44f4, 0x0038],
    [0x823e, 0x00c8],
    [0xfeff, 0x003c],
  ],
];
