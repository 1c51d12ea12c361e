/*
 * The text of a page or of an office document stands in its bytes in pieces: with kerning between them, or in runs of
 * their own format. Put together it is one more member, which counts only for what its own bytes do not show.
 */

const ending = " > text";

/** What the text of a member is called. */
export function textMemberName(member: string): string {
  return `${member}${ending}`;
}

/** The member whose text this is; null for any other name. */
export function memberOfText(name: string): string | null {
  return name.endsWith(ending) ? name.slice(0, -ending.length) : null;
}
