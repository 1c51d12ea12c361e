/** With which a text encoding begins: escapes, entities, soft breaks, joints of literals, continued lines. */
export declare const encodingLeads = "%=\\&\"'`$^";
/** With which one may end that stands for a sign, or for nothing; letters and digits end others. */
export declare const encodingEnds = "%=\\&\"'`$^;}";
/** A set of characters, to ask for bytes. */
export declare function bytesOf(characters: string): ReadonlySet<number>;
