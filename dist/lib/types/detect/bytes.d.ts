/** True for A-Z, a-z and 0-9. */
export declare function isLetter(byte: number | undefined): boolean;
/** True for the characters of a random segment: letters, digits, `-` and `_`. */
export declare function isSegmentByte(byte: number | undefined): boolean;
/** Offset after the run of letters, digits, `-` and `_` that starts at `from`; at most `limit`. */
export declare function endOfSegment(text: Uint8Array, from: number, limit: number): number;
/** The value of a hexadecimal digit, or -1. */
export declare function hexValue(byte: number | undefined): number;
/** The bytes from `start` to `end`, clamped to the input, one character each. */
export declare function latin1(bytes: Uint8Array, start: number, end: number): string;
/** True when the bytes at `at` are `expected`. */
export declare function hasText(text: Uint8Array, at: number, expected: string): boolean;
/**
 * Places between two bytes of a text where a credential may start or end although letters surround them: line ends of
 * wrapped base64, where the next line may not be base64, and joints between literals, where the next literal may be
 * unrelated.
 */
export type Breaks = Pick<ReadonlySet<number>, "has">;
