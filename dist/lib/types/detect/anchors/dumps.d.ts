/** Parts of credentials as a line of a dump shows them, in digits of either case. */
export declare const dumpedTexts: readonly string[];
