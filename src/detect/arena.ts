/*
 * The only mutable buffer that modules share. A thread must use it for one purpose at a time: the code that fills the
 * arena searches it and copies what it needs before anything else fills it, and keeps no view of it.
 */

import { arenaAt, arenaBytes, memoryBytes } from "./anchors/layout.ts";
import { createMemory, type Memory } from "./anchors/wasm.ts";

/** The memory of the compiled search: its tables, one block of input, its results, and the arena. */
export const memory: Memory = createMemory(memoryBytes);

/** Bytes read or built in this part of the memory are searched in place, without a copy. */
export const arena = Buffer.from(memory.buffer, arenaAt, arenaBytes);
