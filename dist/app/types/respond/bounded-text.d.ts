/** The body of an answer as text; empty when it is longer than `mostBytes`. Rejects when the connection breaks. */
export declare function readBoundedText(response: Response, mostBytes: number): Promise<string>;
