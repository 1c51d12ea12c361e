/** The candidate that a misspelt word most likely means, or null when none is near enough. */
export declare function nearest(word: string, candidates: readonly string[]): string | null;
