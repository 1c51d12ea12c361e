/**
 * The search as a WebAssembly module: a function of where to start, where to end, where to write the places found and
 * where to stop writing. It answers the end of what it wrote, and leaves in memory where it stopped reading.
 */
export declare const searchProgram: Uint8Array;
