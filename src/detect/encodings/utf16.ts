import { type View, viewBuilder } from "../view.ts";

/**
 * Decodes the run of UTF-16 text around index `hit` of `outer`, at which a whole unit starts. Only units below 256 are
 * kept; the first other one, on either side, ends the run as a space: no credential goes over it.
 */
export function decodeUtf16(outer: View, hit: number, order: "le" | "be"): View {
  const { bytes } = outer;
  const zero = order === "le" ? 1 : 0;
  let first = hit;
  while (first >= 2 && bytes[first - 2 + zero] === 0) first -= 2;
  const builder = viewBuilder(outer, (bytes.length >> 1) + 1);
  for (let at = first; at + 1 < bytes.length && bytes[at + zero] === 0; at += 2) {
    builder.append(bytes[at + 1 - zero] ?? 0, at, at + 1);
  }
  return builder.view();
}
