import { moment } from "./words.ts";

/**
 * When a credential ends by the date that it holds; null when it holds none. The date proves nothing about a credential
 * that is still accepted, so it changes no verdict. @param now milliseconds since 1970
 */
export function expiryText(expiresAt: string | undefined, now = Date.now()): string | null {
  if (expiresAt === undefined) return null;
  const isPast = Date.parse(expiresAt) <= now;
  return `${isPast ? "Expired" : "Expires"} at ${moment(expiresAt)} by its own date`;
}
