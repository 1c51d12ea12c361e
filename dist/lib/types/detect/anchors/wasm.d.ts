/** The few parts of a WebAssembly module's binary form that the anchor search needs. */
/** An unsigned or signed number in LEB128. */
export declare function leb(value: number): number[];
export interface Memory {
    readonly buffer: ArrayBuffer;
}
export declare const i32 = 127;
export declare const v128 = 123;
/** Opcodes, by the names of the specification. */
export declare const op: {
    readonly block: readonly [2, 64];
    readonly loop: readonly [3, 64];
    readonly if: readonly [4, 64];
    readonly end: readonly [11];
    readonly br: (depth: number) => number[];
    readonly brIf: (depth: number) => number[];
    readonly get: (local: number) => number[];
    readonly set: (local: number) => number[];
    readonly tee: (local: number) => number[];
    readonly i32Load: (offset: number) => number[];
    readonly i32Load8: (offset: number) => number[];
    readonly i32Store: (offset: number) => number[];
    readonly select: readonly [27];
    readonly i32Const: (value: number) => number[];
    readonly i32Eqz: readonly [69];
    readonly i32Eq: readonly [70];
    readonly i32LtU: readonly [73];
    readonly i32GeU: readonly [79];
    readonly i32Ctz: readonly [104];
    readonly i32Popcnt: readonly [105];
    readonly i32Add: readonly [106];
    readonly i32Sub: readonly [107];
    readonly i32Mul: readonly [108];
    readonly i32And: readonly [113];
    readonly i32Or: readonly [114];
    readonly i32Xor: readonly [115];
    readonly i32Shl: readonly [116];
    readonly i32ShrU: readonly [118];
    readonly v128Load: (offset: number) => number[];
    readonly v128Const: (bytes: readonly number[]) => number[];
    readonly v128And: readonly [253, 78];
    readonly i8x16Shuffle: (lanes: readonly number[]) => number[];
    readonly i8x16RelaxedSwizzle: readonly [253, 128, 2];
    readonly i8x16Eq: readonly [253, 35];
    readonly i8x16Bitmask: readonly [253, 100];
    readonly i16x8ShrU: readonly [253, 141, 1];
};
/** A memory of at least `bytes`; an ordinary buffer in a runtime without WebAssembly. */
export declare function createMemory(bytes: number): Memory;
/**
 * A module with one function that takes four i32 parameters and returns an i32; it imports its memory. `locals` are the
 * types of the function's further locals, numbered after the parameters.
 */
export declare function moduleOf(locals: readonly number[], body: readonly number[]): Uint8Array;
/**
 * The function of a module built by {@link moduleOf}. Throws when the runtime has no WebAssembly or lacks the
 * instructions that the module needs.
 */
export declare function instantiate(module: Uint8Array, memory: Memory): (a: number, b: number, c: number, d: number) => number;
