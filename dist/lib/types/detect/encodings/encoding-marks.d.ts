/** With which a text encoding begins: escapes, entities, soft breaks, joints of literals, continued lines, invisible characters. */
export declare const encodingLeads = "%=\\&\"'`$^\u00E2\u00EF\u00C2";
/** With which one may end that stands for a sign, or for nothing; letters and digits end others. */
export declare const encodingEnds = "%=\\&\"'`$^\u00E2\u00EF\u00C2;}\u008B\u008C\u008D\u00A0\u00BF\u00AD";
/** A set of characters, to ask for bytes. */
export declare function bytesOf(characters: string): ReadonlySet<number>;
