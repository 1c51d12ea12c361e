/*
 * The one buffer that modules share and change. Rule: a thread uses it for one thing at a time. Whoever fills the arena
 * searches it and takes what it needs out of it before anything else fills it, and keeps no view of it afterwards.
 */

import { arenaAt, arenaBytes, memoryBytes } from "./anchors/layout.ts";
import { createMemory, type Memory } from "./anchors/wasm.ts";

/** The memory of the compiled search: its tables, one block of input, its results, and the arena. */
export const memory: Memory = createMemory(memoryBytes);

/** Bytes read or built in this part of the memory are searched in place, without a copy. */
export const arena = Buffer.from(memory.buffer, arenaAt, arenaBytes);
