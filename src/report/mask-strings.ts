import { maskKeys } from "../detect/mask-keys.ts";

/** A text with fewer UTF-16 units cannot hold a credential in any encoding. */
const shortestCredential = 35;

/**
 * The same report with every key in its texts masked: paths, authors, members of archives, sentences. Excerpts are
 * left as they are: they are masked where they are made, and offsets point into them.
 */
export function maskStrings<T>(report: T): T {
  const known = new Map<string, string>();
  const mask = (value: unknown): unknown => {
    if (typeof value === "string") {
      if (value.length < shortestCredential) return value;
      const masked = known.get(value) ?? maskKeys(value);
      known.set(value, masked);
      return masked;
    }
    if (Array.isArray(value)) return value.map(mask);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, name === "excerpt" ? each : mask(each)]),
    );
  };
  return mask(report) as T;
}
