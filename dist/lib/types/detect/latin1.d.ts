/** The bytes from `start` to `end`, clamped to what there is, one character each. */
export declare function latin1(bytes: Uint8Array, start: number, end: number): string;
