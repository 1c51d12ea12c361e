/** The few parts of a WebAssembly module's binary form that the anchor search needs. */

/** An unsigned or signed number in LEB128. */
export function leb(value: number): number[] {
  const out: number[] = [];
  let rest = value;
  for (;;) {
    const byte = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && (byte & 0x40) === 0) || (rest === -1 && (byte & 0x40) !== 0)) {
      out.push(byte);
      return out;
    }
    out.push(byte | 0x80);
  }
}

function vector(items: readonly (readonly number[])[]): number[] {
  return [...leb(items.length), ...items.flat()];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...leb(content.length), ...content];
}

function name(text: string): number[] {
  return [...leb(text.length), ...Buffer.from(text, "latin1")];
}

export interface Memory {
  readonly buffer: ArrayBuffer;
}

// Node's types declare the names of this namespace but not its constructors.
declare const WebAssembly: {
  Memory: new (limits: { initial: number }) => Memory;
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
};

export const i32 = 0x7f;
export const v128 = 0x7b;

/** Opcodes, by the names of the specification. */
export const op = {
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  if: [0x04, 0x40],
  end: [0x0b],
  br: (depth: number) => [0x0c, ...leb(depth)],
  brIf: (depth: number) => [0x0d, ...leb(depth)],
  get: (local: number) => [0x20, ...leb(local)],
  set: (local: number) => [0x21, ...leb(local)],
  tee: (local: number) => [0x22, ...leb(local)],
  i32Load: (offset: number) => [0x28, 0, ...unsigned(offset)],
  i32Load8: (offset: number) => [0x2d, 0, ...unsigned(offset)],
  i32Store: (offset: number) => [0x36, 2, ...unsigned(offset)],
  select: [0x1b],
  i32Const: (value: number) => [0x41, ...leb(value)],
  i32Eqz: [0x45],
  i32Eq: [0x46],
  i32LtU: [0x49],
  i32GeU: [0x4f],
  i32Ctz: [0x68],
  i32Popcnt: [0x69],
  i32Add: [0x6a],
  i32Sub: [0x6b],
  i32Mul: [0x6c],
  i32And: [0x71],
  i32Or: [0x72],
  i32Xor: [0x73],
  i32Shl: [0x74],
  i32ShrU: [0x76],
  v128Load: (offset: number) => [0xfd, 0x00, 0, ...unsigned(offset)],
  v128Load64Zero: [0xfd, 0x5d, 0, 0],
  v128Const: (bytes: readonly number[]) => [0xfd, 0x0c, ...bytes],
  v128And: [0xfd, 0x4e],
  i8x16Shuffle: (lanes: readonly number[]) => [0xfd, 0x0d, ...lanes],
  i8x16RelaxedSwizzle: [0xfd, 0x80, 0x02],
  i8x16Eq: [0xfd, 0x23],
  i8x16AllTrue: [0xfd, 0x63],
  i8x16Bitmask: [0xfd, 0x64],
  i16x8ShrU: [0xfd, 0x8d, 0x01],
} as const;

function unsigned(value: number): number[] {
  const out: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    out.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  out.push(rest);
  return out;
}

/** A memory of at least `bytes`; an ordinary buffer in a runtime without WebAssembly. */
export function createMemory(bytes: number): Memory {
  if (typeof WebAssembly === "undefined") return { buffer: new ArrayBuffer(bytes) };
  return new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) });
}

/**
 * A module with one function that takes four i32 parameters and returns an i32; it imports its memory. `locals` are the
 * types of the function's further locals, numbered after the parameters.
 */
export function moduleOf(locals: readonly number[], body: readonly number[]): Uint8Array {
  const type = [0x60, ...vector([[i32], [i32], [i32], [i32]]), 1, i32];
  const code = [...vector(locals.map((local) => [1, local])), ...body, ...op.end];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([type])),
    ...section(2, vector([[...name("m"), ...name("m"), 0x02, 0x00, 1]])),
    ...section(3, vector([[0]])),
    ...section(7, vector([[...name("f"), 0x00, 0]])),
    ...section(10, vector([[...leb(code.length), ...code]])),
  ]);
}

/**
 * The function of a module built by {@link moduleOf}. Throws when the runtime has no WebAssembly or lacks the
 * instructions that the module needs.
 */
export function instantiate(
  module: Uint8Array,
  memory: Memory,
): (a: number, b: number, c: number, d: number) => number {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module), { m: { m: memory } });
  return instance.exports.f as (a: number, b: number, c: number, d: number) => number;
}
