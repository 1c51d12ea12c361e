import { type LibarchiveWasm, libarchiveWasm } from "libarchive-wasm";
import { libarchiveBinary } from "./libarchive-binary.ts";

/** What reading the data of a member gave. */
export interface MemberData {
  readonly bytes: Uint8Array;
  /** `more`: the limit was reached before the member ended. */
  readonly state: "whole" | "more" | "failed";
  /** What libarchive says of a failure; may quote names in the archive. */
  readonly message: string;
}

/** An archive that is being read, member after member. */
export interface OpenArchive {
  /** Goes on to the next member that is a file; null at the end, or where the archive is damaged: see `message`. */
  next(): { readonly name: string | null; readonly isEncrypted: boolean } | null;
  /** Reads data of the member, at most `limit` bytes of it; call it again for what follows. */
  read(limit: number): MemberData;
  /** What went wrong last, or an empty text. */
  message(): string;
  /** True as long as there was nothing in it, not even a folder. */
  isEmpty(): boolean;
}

/** Bytes that are asked for at once. */
const chunkBytes = 256 * 1024;
/**
 * Fills a chunk before each call: one that fails does not say how much it wrote. No text holds this byte, so that at
 * most bytes of this value are lost, and only at the end of data that fails.
 */
const filler = 0xf5;
const regularFile = 0o100000;

let compiled: object | null = null;

// Node's types know the names of this namespace but not its constructors.
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => object;
};

/**
 * Opens an archive, of which the parts are one behind the other. Each has a memory of its own, so that one that
 * is made to do harm does none to the next. Null with a message when it is no archive that libarchive knows.
 */
export async function openArchive(
  parts: readonly Uint8Array[],
): Promise<{ readonly archive: OpenArchive } | { readonly archive: null; readonly message: string }> {
  const library = await instantiate();
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const data = library.module._malloc(length);
  let at = data;
  for (const part of parts) {
    library.module.HEAPU8.set(part, at);
    at += part.length;
  }
  const handle = library.read_new();
  try {
    library.read_support_filter_all(handle);
    library.read_support_format_all(handle);
    library.read_open_memory(handle, data, length);
  } catch {
    return { archive: null, message: messageOf(library, handle) };
  }
  return { archive: reader(library, handle) };
}

async function instantiate(): Promise<LibarchiveWasm> {
  compiled ??= new WebAssembly.Module(libarchiveBinary());
  const module = compiled;
  const silent = () => {};
  return libarchiveWasm({
    print: silent,
    printErr: silent,
    instantiateWasm: (imports: object, receive: (instance: object) => void) =>
      receive(new WebAssembly.Instance(module, imports)),
  });
}

function reader(library: LibarchiveWasm, handle: number): OpenArchive {
  const chunk = library.module._malloc(chunkBytes);
  let entries = 0;
  return {
    message: () => messageOf(library, handle),
    isEmpty: () => entries === 0,
    next() {
      for (;;) {
        const entry = library.read_next_entry(handle);
        if (entry === 0) return null;
        entries += 1;
        if (library.entry_filetype(entry) !== regularFile) continue;
        const name = library.entry_pathname(entry) || null;
        return { name, isEncrypted: library.entry_is_encrypted(entry) !== 0 };
      }
    },
    read(limit) {
      const read: Buffer[] = [];
      const data = () => Buffer.concat(read);
      for (let left = limit; left > 0; ) {
        const asked = Math.min(left, chunkBytes);
        library.module.HEAPU8.fill(filler, chunk, chunk + asked);
        const written = readChunk(library, handle, chunk, asked);
        if (written === 0) return { bytes: data(), state: "whole", message: "" };
        // The memory may have grown, and so moved.
        const bytes = library.module.HEAPU8.subarray(chunk, chunk + (written ?? asked));
        if (written === null) {
          read.push(Buffer.from(bytes.subarray(0, bytes.findLastIndex((byte: number) => byte !== filler) + 1)));
          return { bytes: data(), state: "failed", message: messageOf(library, handle) };
        }
        read.push(Buffer.from(bytes));
        left -= written;
      }
      return { bytes: data(), state: "more", message: "" };
    },
  };
}

/** Bytes read; null for a failure. */
function readChunk(library: LibarchiveWasm, handle: number, at: number, length: number): number | null {
  try {
    return library.read_data(handle, at, length);
  } catch (error) {
    // Where the module itself fails, it is beyond use: the caller gives the archive up.
    if (error instanceof Error && error.name === "RuntimeError") throw error;
    return null;
  }
}

function messageOf(library: LibarchiveWasm, handle: number): string {
  return library.error_string(handle) ?? "";
}
