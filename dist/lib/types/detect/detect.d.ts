import { type Survey } from "./collector.js";
import type { Detected } from "./detection.js";
/**
 * Every credential in `bytes`, in any chain of two encodings, ordered by offset. Offsets refer to the undecoded text.
 * Never throws, and takes linear time for any input.
 */
export declare function detect(bytes: Uint8Array): Detected;
/** The detections of {@link detect}, the offsets of placeholders, and where containers in base64 may start. */
export declare function survey(bytes: Uint8Array): Survey;
