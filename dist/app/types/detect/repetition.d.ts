/** Finds stretches that only repeat what stands before them, and so need no search of their own. */
export interface RepetitionFinder {
    /**
     * The offset below which nothing can stand that does not also stand before `at`; `at` itself when the bytes do not
     * repeat there. Nothing was found after `cleanFrom`, and all before `at` was searched. Calls go up in `at`.
     */
    endOfRepeated(at: number, cleanFrom: number): number;
}
/**
 * Whether a credential stands somewhere is decided by the bytes within {@link maxReach}. So where bytes repeat with some
 * period for longer than that and nothing was found in the first of them, nothing is in the others, and comparing them
 * is all the work that they take: long runs of anything (tables, padding, hostile input) cost little more than reading.
 */
export declare function createRepetitionFinder(bytes: Uint8Array): RepetitionFinder;
