import { maskOpening } from "../detect/mask-keys.ts";
import { visible } from "./visible.ts";

/** Longest part of a text that is read before it is cut; paths are shorter. */
const longestName = 10_000;

/** One line of text, keys in it masked, with everything that does not print made visible, and cut at `length` UTF-16 units. */
export function printable(text: string, length = 300): string {
  // Cut before and after: escapes make it longer, and a hostile name may be megabytes.
  const known = maskOpening(text, longestName);
  const short = visible(known.length > length ? known.slice(0, length) : known);
  if (text.length <= longestName && known.length <= length && short.length <= 2 * length) return short;
  return `${short.slice(0, 2 * length).replace(/[\ud800-\udbff]$/, "")}…`;
}
