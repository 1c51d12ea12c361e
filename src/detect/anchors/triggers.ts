/** The low and high halves that a byte may have: bit `n` of each represents the value `n`. */
type Halves = readonly [low: number, high: number];

/**
 * Eight patterns of three consecutive bytes, chosen so that every anchor contains one and ordinary text hardly any:
 * about one byte in 200 of source text starts one. `scripts/triggers.ts` searched for the rarest patterns and wrote
 * them here. A test fails when an anchor contains none.
 */
export const triggers: readonly (readonly [Halves, Halves, Halves])[] = [
  [
    [0x7ec4, 0x0038],
    [0x3929, 0x00d1],
    [0x1f34, 0x00e0],
  ],
  [
    [0x4d22, 0x00c4],
    [0x0d02, 0x0058],
    [0xf7e0, 0x00bc],
  ],
  [
    [0x0788, 0x00b8],
    [0x4ded, 0x00f1],
    [0x264a, 0x00ac],
  ],
  [
    [0x7faf, 0x006d],
    [0x5faa, 0x00c0],
    [0x424f, 0x0038],
  ],
  [
    [0x6d7d, 0x0039],
    [0xfc76, 0x0050],
    [0xafc1, 0x0031],
  ],
  [
    [0xe4b2, 0x002c],
    [0xb1a1, 0x0079],
    [0x03d3, 0x0088],
  ],
  [
    [0x24cd, 0x00b8],
    [0xc67e, 0x00b8],
    [0xb7f2, 0x0021],
  ],
  [
    [0x44f4, 0x0038],
    [0xa33f, 0x00c8],
    [0xf6ff, 0x003d],
  ],
];
