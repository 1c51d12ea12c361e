import { type Memory } from "./anchors/wasm.js";
/** The memory of the compiled search: its tables, one block of input, its results, and the arena. */
export declare const memory: Memory;
/** Bytes read or built in this part of the memory are searched in place, without a copy. */
export declare const arena: Buffer<ArrayBuffer>;
