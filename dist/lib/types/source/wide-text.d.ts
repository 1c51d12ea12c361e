import type { WideEncoding } from "../detect/encodings/wide.js";
import type { Document } from "./document.js";
/** A text whose characters take two or four bytes each, as it reads. */
export interface WideText {
    readonly encoding: WideEncoding;
    /** The same text in UTF-8. */
    readonly bytes: Buffer;
    /** The offsets in the wide text at which characters stand, by their offsets in `bytes`. @param offsets ascending */
    offsetsOf(offsets: readonly number[]): ReadonlyMap<number, number>;
}
/** How a text that begins with these bytes is stored, when it is wide as a whole; null for any other. */
export declare function wideEncoding(bytes: Uint8Array): WideEncoding | null;
/** A document that is wide text as a whole, as it reads; null for any other, and where nothing can be in it. */
export declare function readWide({ bytes }: Pick<Document, "bytes">): WideText | null;
