/** The reader that opens a format; null for a format that is recognised and reported by name. */
export type Reader =
  | "gzip"
  | "zip"
  | "tar"
  | "pdf"
  | "png"
  | "sqlite"
  | "parquet"
  | "avro"
  | "orc"
  | "zlib"
  | "zstd"
  | "lz4"
  | "stream" // one compressed file: xz, bzip2, lzip, lzma
  | "archive" // an archive that libarchive reads
  | "git" // a history, which is scanned on request
  | "payload" // another container that begins further on
  | "locked"; // none: what is encrypted is reported as such

/** A format and the bytes that identify it. */
export interface Signature {
  /** Common name of the format: "7z". */
  readonly name: string;
  readonly reader: Reader | null;
  /** Bytes, as Latin-1 text. */
  readonly magic: string;
  /** Offset of these bytes in the file; when negative, from its end. */
  readonly at: number;
  /** Called when the magic alone is ambiguous. */
  readonly confirms: (bytes: Uint8Array) => boolean;
}

const isBinary = (byte: number) => byte < 0x09 || byte > 0x7e || (byte > 0x0d && byte < 0x20);

/** A confirmation: the byte at `at` is one that text does not contain there. */
export const binaryAt =
  (at: number) =>
  (bytes: Uint8Array): boolean =>
    isBinary(bytes[at] ?? 0x20);

/** As above, for any byte from `start` to before `end`. */
export const binaryWithin =
  (start: number, end: number) =>
  (bytes: Uint8Array): boolean =>
    bytes.subarray(start, end).some(isBinary);

/** The confirmation of a signature that is not ambiguous. */
export const always = (): boolean => true;

/** A format with a reader. */
export function opened(
  reader: Reader,
  name: string,
  magic: string,
  confirms: Signature["confirms"] = always,
): Signature {
  return { name, reader, magic, at: 0, confirms };
}

/** A format that is reported by name. */
export function named(name: string, magic: string, confirms: Signature["confirms"] = always): Signature {
  return { name, reader: null, magic, at: 0, confirms };
}

/** A format of encrypted data. */
export function locked(name: string, magic: string, confirms: Signature["confirms"] = always): Signature {
  return { name, reader: "locked", magic, at: 0, confirms };
}

/** A format that is identified by bytes further on. */
export function inside(name: string, at: number, magic: string, confirms: Signature["confirms"] = always): Signature {
  return { name, reader: null, magic, at, confirms };
}
