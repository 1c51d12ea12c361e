/** Which characters the codes of a font stand for, as a PDF file says for those who copy its text. */
export interface CodeMap {
    /** Bytes of one code. */
    readonly width: number;
    readonly characters: ReadonlyMap<number, string>;
}
/** The map that a stream of a PDF file holds, or null. */
export declare function codeMapOf(stream: Uint8Array): CodeMap | null;
/** What a run of codes reads as. */
export declare function decodeCodes({ width, characters }: CodeMap, bytes: Uint8Array): string;
