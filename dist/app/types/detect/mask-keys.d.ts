/** A text with every key in it replaced by its masked form: for sentences that quote what others wrote. */
export declare function maskKeys(text: string): string;
/** The same for a text that may be megabytes: what its first `length` UTF-16 units give. A key that is cut there is masked whole. */
export declare function maskOpening(text: string, length: number): string;
