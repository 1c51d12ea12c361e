import type { KeyReport } from "./key-report.js";
/** The hidden state of a comment on these keys, most severe first. */
export declare function renderState(keys: readonly KeyReport[]): string;
/** The keys that a comment of ours remembers; empty when it holds no state or one that cannot be read. Never throws. */
export declare function parseState(body: string): KeyReport[];
