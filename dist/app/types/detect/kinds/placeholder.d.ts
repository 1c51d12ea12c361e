/** True when the random parts of a candidate are obviously not random. */
export declare function isPlaceholder(segments: readonly string[], alphabetSize?: number): boolean;
