/**
 * Bytes processed beyond the one pass for anchors: copied to a window, decoded, compared with the grammar. A test
 * compares it with the length of the input, since a clock would be too imprecise.
 */
export const effort = { bytes: 0 };
