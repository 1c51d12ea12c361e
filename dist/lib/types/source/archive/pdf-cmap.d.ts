/** The characters that a font's codes represent, according to the map that PDF readers use for copying text. */
export interface CodeMap {
    /** Bytes of one code. */
    readonly width: number;
    readonly characters: ReadonlyMap<number, string>;
}
/** The map in a stream of a PDF file, or null. */
export declare function codeMapOf(stream: Uint8Array): CodeMap | null;
/** The text that a run of codes represents. */
export declare function decodeCodes({ width, characters }: CodeMap, bytes: Uint8Array): string;
