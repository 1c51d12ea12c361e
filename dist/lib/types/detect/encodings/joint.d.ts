/** End of the joint that starts with the quote at `at`, or `at` when there is none. */
export declare function endOfJoint(bytes: Uint8Array, at: number): number;
/** End of the opening `${"` of a literal within a template, or `at`. */
export declare function endOfInterpolation(bytes: Uint8Array, at: number): number;
