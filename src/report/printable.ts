import { maskOpening } from "../detect/mask-keys.ts";
import { visible } from "./visible.ts";

/** Most characters of a text that are read before it is truncated; paths are shorter. */
const longestName = 10_000;

/** One line of text with keys masked and unprintable characters escaped, truncated at `length` UTF-16 units. */
export function printable(text: string, length = 300): string {
  // Truncated before and after escaping: escapes lengthen it, and a hostile name may have megabytes.
  const known = maskOpening(text, longestName);
  const short = visible(known.length > length ? known.slice(0, length) : known);
  if (text.length <= longestName && known.length <= length && short.length <= 2 * length) return short;
  return `${short.slice(0, 2 * length).replace(/[\ud800-\udbff]$/, "")}…`;
}
