/** A stream of a PDF file, as it is stored. */
export interface PdfStream {
    /** Position among the file's streams, from 1. */
    readonly number: number;
    /** What stands between its object's beginning and its data, with names written out and without comments. */
    readonly dictionary: string;
    readonly data: Buffer;
}
/** Every stream of a PDF file in the order of the file, also of one that is damaged. */
export declare function pdfStreams(bytes: Buffer): Generator<PdfStream>;
/**
 * Tells the names of a stream's filters in the order in which they are undone; null where they are written elsewhere and
 * not found.
 */
export declare function createFilterReader(bytes: Buffer): (stream: PdfStream) => readonly string[] | null;
/** A number of a stream's decoding parameters. */
export declare function parameterOf({ dictionary }: PdfStream, name: string): number | null;
