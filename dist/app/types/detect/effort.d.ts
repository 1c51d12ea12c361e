/**
 * Bytes that were looked at beyond the one pass for anchors: copied to a window, decoded, compared with the grammar. A
 * test holds it against the length of the input, since it says what a clock only hints at.
 */
export declare const effort: {
    bytes: number;
};
