import { type Survey } from "./collector.js";
import type { Detected } from "./detection.js";
/**
 * Every credential in `bytes`, in any chain of two encodings, ordered by place. Offsets are those of the text as it
 * stands. Never throws; the time is linear in the length whatever the bytes are.
 */
export declare function detect(bytes: Uint8Array): Detected;
/** What {@link detect} finds, with the offsets at which placeholders start, and where containers in base64 may be. */
export declare function survey(bytes: Uint8Array): Survey;
