import { type Survey } from "./collector.ts";
import type { Detected } from "./detection.ts";
/**
 * Bytes on each side of an anchor that can belong to its credential or decide its boundary, in any chain of encodings.
 * A reader in chunks keeps this many bytes of what it read before.
 */
export declare const maxReach = 4096;
/**
 * Every credential in `bytes`, in any chain of two encodings, ordered by place. Offsets are those of the text as it
 * stands. Never throws; the time is linear in the length whatever the bytes are.
 */
export declare function detect(bytes: Uint8Array): Detected;
/** What {@link detect} finds, with the offsets at which placeholders start. */
export declare function survey(bytes: Uint8Array): Survey;
