import { moment } from "./words.ts";

/**
 * When a credential expires according to its own expiry date; null when it has none. A credential may be accepted after
 * that date, so it does not change the result. @param now milliseconds since 1970
 */
export function expiryText(expiresAt: string | undefined, now = Date.now()): string | null {
  if (expiresAt === undefined) return null;
  const isPast = Date.parse(expiresAt) <= now;
  return `${isPast ? "Expired" : "Expires"} at ${moment(expiresAt)} by its own date`;
}
