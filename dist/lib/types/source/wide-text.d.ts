import type { WideEncoding } from "../detect/encodings/wide.js";
import type { Document } from "./document.js";
/** A decoded text whose characters take two or four bytes each. */
export interface WideText {
    readonly encoding: WideEncoding;
    /** The same text in UTF-8. */
    readonly bytes: Buffer;
    /** Converts offsets in `bytes` to those of the same characters in the wide text. @param offsets ascending */
    offsetsOf(offsets: readonly number[]): ReadonlyMap<number, number>;
}
/** The layout of a text that begins with these bytes, if all of it is wide; null for any other. */
export declare function wideEncoding(bytes: Uint8Array): WideEncoding | null;
/** The decoded document if all of it is wide text; null for any other, and when it cannot contain anything. */
export declare function readWide({ bytes }: Pick<Document, "bytes">): WideText | null;
