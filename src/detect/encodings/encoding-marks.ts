/** With which a text encoding begins: escapes, entities, soft breaks, joints of literals, continued lines, invisible characters. */
export const encodingLeads = "%=\\&\"'`$^\xe2\xef\xc2";

/** With which one may end that stands for a sign, or for nothing; letters and digits end others. */
export const encodingEnds = `${encodingLeads};}\x8b\x8c\x8d\xa0\xbf\xad`;

/** A set of characters, to ask for bytes. */
export function bytesOf(characters: string): ReadonlySet<number> {
  return new Set(Buffer.from(characters, "latin1"));
}
