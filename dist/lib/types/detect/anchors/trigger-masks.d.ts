/** Bit `n` of each is set when trigger `n` allows this low or high half of a byte. */
export interface TriggerMask {
    readonly low: Uint8Array;
    readonly high: Uint8Array;
}
/** One pair for each of the three places of a trigger. */
export declare const triggerMasks: readonly TriggerMask[];
/** The triggers that allow a byte at one of their places, one bit each. */
export declare function triggersOf(place: number, byte: number): number;
