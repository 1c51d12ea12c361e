/**
 * Bytes that begin a text encoding: escapes, entities, soft breaks, joints, line continuations, invisible characters, a
 * terminal's codes.
 */
export const encodingLeads = "%=\\&\"'`$^\xe2\xef\xc2\x1b";

/**
 * Characters with which an encoding of a punctuation mark, or of nothing, may end; the others end in letters and
 * digits.
 */
export const encodingEnds = `${encodingLeads};}\x8b\x8c\x8d\xa0\xbf\xad`;

/** A set of characters that bytes are tested against. */
export function bytesOf(characters: string): ReadonlySet<number> {
  return new Set(Buffer.from(characters, "latin1"));
}
