/** What a line of a dump holds that shows a part of a credential, in digits of either case. */
export declare const dumpedTexts: readonly string[];
