/**
 * The same report with every key in its texts masked: paths, authors, members of archives, sentences. Excerpts are
 * left as they are: they are masked where they are made, and offsets point into them.
 */
export declare function maskStrings<T>(report: T): T;
