/** With which a text encoding begins: escapes, entities, soft breaks, joints of literals, continued lines. */
export const encodingLeads = "%=\\&\"'`$^";

/** With which one may end that stands for a sign, or for nothing; letters and digits end others. */
export const encodingEnds = `${encodingLeads};}`;

/** A set of characters, to ask for bytes. */
export function bytesOf(characters: string): ReadonlySet<number> {
  return new Set(Buffer.from(characters, "latin1"));
}
