import type { Anchor } from "./anchors.ts";
import { isLetter } from "./grammar.ts";
import { hexValue, isLoneNumber } from "./hex.ts";
import { shortestCredential } from "./reach.ts";

/**
 * True for the bytes of an anchor that go on as those of no credential do, in any encoding: the most frequent anchors in
 * source text, compiled code and data, and each would have its surroundings decoded. Where `bytes` end too soon to tell,
 * it is false.
 */
export function isFalseAnchor(bytes: Uint8Array, at: number, anchor: Anchor): boolean {
  if (anchor.outer === "plain") return goesOnOtherwise(bytes, at, anchor.bytes);
  return anchor.outer === "hex" && isLoneNumber(bytes, at + anchor.lead, 2 * shortestCredential);
}

/**
 * An `ek_` of an identifier (`seek_end`, `week_date`), or the `JQQJ` of any base64: no encoding of text writes a letter
 * or digit as another one, so that the next ones decide.
 */
function goesOnOtherwise(bytes: Uint8Array, at: number, anchor: Uint8Array): boolean {
  const next = at + anchor.length;
  if (anchor[0] === 0x4a) return anchor[3] === 0x4a && isWordByte(bytes[next]) && bytes[next] !== 0x39;
  if (anchor[0] !== 0x65 || anchor[1] !== 0x6b || anchor[2] !== 0x5f) return false;
  let end = next;
  while (end < next + 31 && hexValue(bytes[end]) >= 0) end++;
  return end < next + 31 && isWordByte(bytes[end]);
}

function isWordByte(byte: number | undefined): boolean {
  return isLetter(byte) || byte === 0x5f;
}
