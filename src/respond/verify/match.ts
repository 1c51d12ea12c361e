import type { Credential } from "../../detect/credential.ts";

/**
 * Visible random characters below which a redacted value fits too many keys to prove anything: four letters fit one
 * key in fifteen million, three one in two hundred thousand.
 */
const fewest = 4;

/**
 * True when the visible ends of a redacted value (`sk-abc...def`, `sk-abc***def`) are the ends of the key and show
 * enough of it.
 */
export function matchesRedacted(redacted: string, key: Credential): boolean {
  const [, start, end] = /^([\w-]*)[.*•…]+([\w-]+)$/.exec(redacted) ?? [];
  if (start === undefined || end === undefined) return false;
  const raw = key.reveal();
  const prefix = key.masked.indexOf("…");
  const random = Math.max(start.length - prefix, 0) + end.length;
  return (
    random >= fewest && start.length + end.length < raw.length - prefix && raw.startsWith(start) && raw.endsWith(end)
  );
}
