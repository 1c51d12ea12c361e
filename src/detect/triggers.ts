/** The low and the high halves that a byte may have: bit `n` of each stands for the half `n`. */
type Halves = readonly [low: number, high: number];

/**
 * Eight kinds of three bytes in a row, such that every anchor holds one and ordinary text hardly any: about one byte in
 * seventy of source text starts one. Nobody thought them up: they are what a search for the rarest such kinds left,
 * which started from the anchors in random order and gave each to the kind it widened least. A test says when an anchor
 * has none.
 */
export const triggers: readonly (readonly [Halves, Halves, Halves])[] = [
  [
    [0x4cd4, 0x0010],
    [0x3fed, 0x00f1],
    [0x194e, 0x0070],
  ],
  [
    [0x0065, 0x0078],
    [0x1c90, 0x0050],
    [0xe470, 0x003c],
  ],
  [
    [0xc18a, 0x0090],
    [0xa909, 0x00d1],
    [0x30e0, 0x003c],
  ],
  [
    [0x8608, 0x00c0],
    [0x0626, 0x0028],
    [0xb149, 0x00f8],
  ],
  [
    [0x3f02, 0x00e0],
    [0x2e1b, 0x00f1],
    [0x0223, 0x0028],
  ],
  [
    [0x02ff, 0x0028],
    [0x63ef, 0x00b9],
    [0x47fd, 0x0038],
  ],
  [
    [0x0c00, 0x00d0],
    [0x13af, 0x00b9],
    [0xb3e4, 0x00bc],
  ],
  [
    [0x07c2, 0x0020],
    [0x7779, 0x00f1],
    [0x3ddf, 0x00f8],
  ],
];
