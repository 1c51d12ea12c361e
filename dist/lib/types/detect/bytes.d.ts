/** True for A-Z, a-z and 0-9. */
export declare function isLetter(byte: number | undefined): boolean;
/** True for what a random segment is made of: letters, digits, `-` and `_`. */
export declare function isSegmentByte(byte: number | undefined): boolean;
/** Offset after the letters, digits, `-` and `_` from `from` on; at most `limit`. */
export declare function endOfSegment(text: Uint8Array, from: number, limit: number): number;
/** The value of a hexadecimal digit, or -1. */
export declare function hexValue(byte: number | undefined): number;
/** The bytes from `start` to `end`, clamped to what there is, one character each. */
export declare function latin1(bytes: Uint8Array, start: number, end: number): string;
/** True when `expected` stands at `at`. */
export declare function hasText(text: Uint8Array, at: number, expected: string): boolean;
/**
 * Places between two bytes of a text where a credential may start or end although letters stand on both sides: the line
 * ends of wrapped base64, where what follows may be no base64 at all, and the joints between literals, where what follows
 * may be another literal that only stands beside it.
 */
export type Breaks = Pick<ReadonlySet<number>, "has">;
