/** Bytes that begin a text encoding: escapes, entities, soft breaks, joints, line continuations, invisible characters. */
export declare const encodingLeads = "%=\\&\"'`$^\u00E2\u00EF\u00C2";
/**
 * Characters with which an encoding of a punctuation mark, or of nothing, may end; the others end in letters and
 * digits.
 */
export declare const encodingEnds = "%=\\&\"'`$^\u00E2\u00EF\u00C2;}\u008B\u008C\u008D\u00A0\u00BF\u00AD";
/** A set of characters that bytes are tested against. */
export declare function bytesOf(characters: string): ReadonlySet<number>;
