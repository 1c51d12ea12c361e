/** Bit `n` of each says that the trigger `n` allows this low and this high half of a byte. */
export interface TriggerMask {
    readonly low: Uint8Array;
    readonly high: Uint8Array;
}
/** For each of the three places of a trigger. */
export declare const triggerMasks: readonly TriggerMask[];
/** The triggers that allow a byte at one of their places, a bit for each. */
export declare function triggersOf(place: number, byte: number): number;
