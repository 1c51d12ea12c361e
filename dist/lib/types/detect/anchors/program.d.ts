/**
 * The search as a WebAssembly module: a function of the start and end of the input and of the output area. It returns
 * the end of its output, and stores in memory where it stopped reading.
 */
export declare const searchProgram: Uint8Array;
