import { type Inflated } from "./inflate.js";
import { type PdfStream } from "./pdf-streams.js";
/** The result of decoding a stream. `picture`: image data, which contains no text. */
export type Unfiltered = Inflated | {
    readonly type: "picture";
} | {
    readonly type: "encrypted";
};
/** The bytes of a stream after decoding its filters in order. */
export declare function unfilter(stream: PdfStream, filters: readonly string[], limit: number): Unfiltered;
