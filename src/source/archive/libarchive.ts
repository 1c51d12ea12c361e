import { type LibarchiveWasm, libarchiveWasm } from "libarchive-wasm";
import { libarchiveBinary } from "./libarchive-binary.ts";

/** The result of reading a member's data. */
export interface MemberData {
  readonly bytes: Uint8Array;
  /** `more`: the limit was reached before the member ended. */
  readonly state: "whole" | "more" | "failed";
  /** libarchive's description of a failure; may quote names in the archive. */
  readonly message: string;
}

/** An archive that is read member by member. */
export interface OpenArchive {
  /** Advances to the next member that is a file; null at the end, or when the archive is damaged: see `message`. */
  next(): { readonly name: string | null; readonly isEncrypted: boolean } | null;
  /** Reads at most `limit` bytes of the member's data; call it again for more. */
  read(limit: number): MemberData;
  /** The last error, or an empty string. */
  message(): string;
  /** True until any entry, even a folder, was read. */
  isEmpty(): boolean;
}

/** Bytes requested per call. */
const chunkBytes = 256 * 1024;
/**
 * Filler for a chunk before each call, since a failed call does not report how much it wrote. Text does not contain
 * this byte, so that only such bytes at the end of failing data are lost.
 */
const filler = 0xf5;
const regularFile = 0o100000;

let compiled: object | null = null;

// Node's types declare the names of this namespace but not its constructors.
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => object;
};

/**
 * Opens an archive whose parts are concatenated. Each archive has its own memory, so that a malicious one cannot affect
 * the next. Null with a message when libarchive does not recognise the archive.
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
        // The memory may have grown and moved.
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

/** Bytes read; null on failure. */
function readChunk(library: LibarchiveWasm, handle: number, at: number, length: number): number | null {
  try {
    return library.read_data(handle, at, length);
  } catch (error) {
    // When the module itself fails it cannot be used again: the caller gives up on the archive.
    if (error instanceof Error && error.name === "RuntimeError") throw error;
    return null;
  }
}

function messageOf(library: LibarchiveWasm, handle: number): string {
  return library.error_string(handle) ?? "";
}
