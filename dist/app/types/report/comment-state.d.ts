import type { KeyReport } from "./key-report.js";
/** What seals the state of a comment on one pull request. */
export interface StateSeal {
    readonly secret: string;
    /** Names the pull request, so that a state cannot be copied to another: `owner/name#7`. */
    readonly subject: string;
}
/** The hidden state of a comment on these keys, most severe first. */
export declare function renderState(keys: readonly KeyReport[], seal: StateSeal | null): string;
/**
 * The keys that a comment remembers; empty when it holds no state or one that cannot be read. Without the right seal a
 * key is only named: nothing that is said about its life, and no reason to ignore it, is taken over. Never throws.
 */
export declare function parseState(body: string, seal: StateSeal | null): KeyReport[];
