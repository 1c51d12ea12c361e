/** Finds stretches that only repeat earlier bytes and therefore need no search. */
export interface RepetitionFinder {
    /**
     * The offset up to which the bytes only repeat what precedes `at`, and so need no search; `at` itself when they do not
     * repeat there. Nothing was found after `cleanFrom`, and everything before `at` was searched. Call it with ascending `at`.
     */
    endOfRepeated(at: number, cleanFrom: number): number;
}
/**
 * The bytes within {@link maxReach} decide whether something is a credential. When bytes repeat with some period for
 * longer than that and the first period contained no finding, neither do the others, and comparing them is enough: long
 * runs of anything (tables, padding, hostile input) cost little more than reading.
 */
export declare function createRepetitionFinder(bytes: Uint8Array): RepetitionFinder;
