import { type Inflated } from "./inflate.js";
import { type PdfStream } from "./pdf-streams.js";
/** What became of a stream. `picture`: its bytes are those of a picture, which hold no text. */
export type Unfiltered = Inflated | {
    readonly type: "picture";
} | {
    readonly type: "encrypted";
};
/** The bytes of a stream with its filters undone, one after the other. */
export declare function unfilter(stream: PdfStream, filters: readonly string[], limit: number): Unfiltered;
