/** A stream as stored in a PDF file. */
export interface PdfStream {
    /** Position among the file's streams, from 1. */
    readonly number: number;
    /** The text between the object's beginning and its data, with names decoded and without comments. */
    readonly dictionary: string;
    readonly data: Buffer;
}
/** Every stream of a PDF file in file order, also of a damaged file. */
export declare function pdfStreams(bytes: Buffer): Generator<PdfStream>;
/** The names of a stream's filters in decoding order; null when they are in another object that cannot be found. */
export declare function createFilterReader(bytes: Buffer): (stream: PdfStream) => readonly string[] | null;
/** A number of a stream's decoding parameters. */
export declare function parameterOf({ dictionary }: PdfStream, name: string): number | null;
