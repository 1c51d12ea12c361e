import { type Memory } from "./anchors/wasm.js";
/** The memory of the compiled search: its tables, a block of input, its results, and the arena. */
export declare const memory: Memory;
/** Bytes that are read or built in this part of the memory are searched where they are, without a copy. */
export declare const arena: Buffer<ArrayBuffer>;
