/** One line of text, keys in it masked, with everything that does not print made visible, and cut at `length` UTF-16 units. */
export declare function printable(text: string, length?: number): string;
