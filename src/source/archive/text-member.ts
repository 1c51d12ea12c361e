/*
 * Pages and office documents store their text in pieces, separated by kerning or split into formatting runs. The joined
 * text is an additional member; only findings that its own bytes do not show count.
 */

const ending = " > text";

/** Name of the member with the joined text. */
export function textMemberName(member: string): string {
  return `${member}${ending}`;
}

/** The member that this text belongs to; null for any other name. */
export function memberOfText(name: string): string | null {
  return name.endsWith(ending) ? name.slice(0, -ending.length) : null;
}
