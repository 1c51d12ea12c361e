import { hasCompressedText } from "./png-chunks.ts";
import { binaryAt, binaryWithin, opened, type Signature } from "./signature.ts";
import { unopened } from "./unopened-signatures.ts";
import { looksLikeBinaryCpio, looksLikeLzma, looksLikeZlib, startsCpioHeader } from "./weak-signatures.ts";

/** Formats identified by their first bytes. */
export const openings: readonly Signature[] = [
  opened("gzip", "gzip", "\x1f\x8b\x08"),
  // A member, the end of the directory, and how a split, an old or an unusual file begins.
  ...["\x03\x04", "\x05\x06", "\x06\x06", "\x06\x08", "\x07\x08", "\x01\x02", "00PK"].map((mark) =>
    opened("zip", "zip", `PK${mark}`),
  ),
  ...["", "\n", "\r", "\r\n", "\xef\xbb\xbf"].map((lead) => opened("pdf", "PDF", `${lead}%PDF-`)),
  opened("png", "PNG", "\x89PNG\r\n\x1a\n", hasCompressedText),
  opened("sqlite", "SQLite", "SQLite format 3\0"),
  opened("parquet", "Parquet", "PAR1", binaryAt(4)),
  opened("avro", "Avro", "Obj\x01"),
  opened("orc", "ORC", "ORC", binaryWithin(3, 16)),
  opened("zstd", "zstd", "\x28\xb5\x2f\xfd"),
  ...Array.from({ length: 16 }, (_, low) => opened("zstd", "zstd", `${String.fromCharCode(0x50 + low)}\x2a\x4d\x18`)),
  opened("stream", "xz", "\xfd7zXZ\0"),
  // The first block, or the end of an empty file.
  ...["1AY&SY", "\x17rE8P\x90"].flatMap((block) =>
    [..."123456789"].map((level) => opened("stream", "bzip2", `BZh${level}${block}`)),
  ),
  opened("stream", "lzip", "LZIP\x01"),
  opened("stream", "lzma", "\x5d\0\0", looksLikeLzma),
  ...["\x08", "\x18", "\x28", "\x38", "H", "X", "h", "x"].map((window) =>
    opened("zlib", "zlib", window, looksLikeZlib),
  ),
  opened("archive", "7z", "7z\xbc\xaf\x27\x1c"),
  opened("archive", "RAR", "Rar!\x1a\x07"),
  opened("archive", "CAB", "MSCF\0\0\0\0"),
  opened("archive", "ar", "!<arch>\n", ({ length }) => length > 8),
  ...["070701", "070702", "070707"].map((magic) => opened("archive", "cpio", magic, startsCpioHeader)),
  ...["\xc7\x71", "\x71\xc7"].map((magic) => opened("archive", "cpio", magic, looksLikeBinaryCpio)),
  opened("archive", "compress", "\x1f\x9d"),
  ...["\x02", "\x03"].map((version) => opened("git", "git pack", `PACK\0\0\0${version}`)),
  ...["2", "3"].map((version) => opened("git", "git bundle", `# v${version} git bundle\n`)),
  opened("lz4", "lz4", "\x04\x22\x4d\x18"),
  opened("lz4", "lz4", "\x02\x21\x4c\x18"),
  ...unopened,
];
