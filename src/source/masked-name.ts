import { maskKeys } from "../detect/mask-keys.ts";

/**
 * The name and address of a person as reports may show them: a key that someone set as their name is masked. Null for
 * an empty one.
 */
export function maskedName(name: string | null | undefined): string | null {
  return name ? maskKeys(name) : null;
}
