/** The text on one line, with everything that does not print made visible: `\u{202e}`. */
export declare function visible(text: string): string;
/** True for text that a reader may see in another order than a program reads it. */
export declare function changesDirection(text: string): boolean;
/** The same JSON, in which no string changes the direction of the text around it. */
export declare function escapeDirection(json: string): string;
