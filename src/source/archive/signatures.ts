import { hasCompressedText } from "./png-chunks.ts";
import {
  hasPartitions,
  looksLikeArj,
  looksLikeBinaryCpio,
  looksLikeLzma,
  looksLikeZlib,
  startsCpioHeader,
} from "./weak-signatures.ts";

/** The reader that opens a format; null for a format that is recognised and reported by name. */
export type Reader =
  | "gzip"
  | "zip"
  | "tar"
  | "pdf"
  | "png"
  | "zlib"
  | "zstd"
  | "lz4"
  | "stream" // one compressed file: xz, bzip2, lzip, lzma
  | "archive" // an archive that libarchive reads
  | "git" // a history, which is scanned on request
  | "payload"; // another container that begins further on

/** A format and the bytes that identify it. */
export interface Signature {
  /** Common name of the format: "7z". */
  readonly name: string;
  readonly reader: Reader | null;
  /** Bytes, as Latin-1 text. */
  readonly magic: string;
  /** Offset of these bytes in the file. */
  readonly at: number;
  /** Called when the magic alone is ambiguous. */
  readonly confirms: (bytes: Uint8Array) => boolean;
}

const isBinary = (byte: number) => byte < 0x09 || byte > 0x7e || (byte > 0x0d && byte < 0x20);

/** A confirmation: the byte at `at` is one that text does not contain there. */
const binaryAt = (at: number) => (bytes: Uint8Array) => isBinary(bytes[at] ?? 0x20);

/** As above, for any byte from `start` to before `end`. */
const binaryWithin = (start: number, end: number) => (bytes: Uint8Array) => bytes.subarray(start, end).some(isBinary);

const always = () => true;

function opened(reader: Reader, name: string, magic: string, confirms: Signature["confirms"] = always): Signature {
  return { name, reader, magic, at: 0, confirms };
}

function named(name: string, magic: string, confirms: Signature["confirms"] = always): Signature {
  return { name, reader: null, magic, at: 0, confirms };
}

/** Formats identified by their first bytes. */
export const openings: readonly Signature[] = [
  opened("gzip", "gzip", "\x1f\x8b\x08"),
  // A member, the end of the directory, and how a split, an old or an unusual file begins.
  ...["\x03\x04", "\x05\x06", "\x06\x06", "\x06\x08", "\x07\x08", "\x01\x02", "00PK"].map((mark) =>
    opened("zip", "zip", `PK${mark}`),
  ),
  ...["", "\n", "\r", "\r\n", "\xef\xbb\xbf"].map((lead) => opened("pdf", "PDF", `${lead}%PDF-`)),
  opened("png", "PNG", "\x89PNG\r\n\x1a\n", hasCompressedText),
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
  named("lzop", "\x89LZO\0\r\n\x1a\n"),
  named("lrzip", "LRZI\0"),
  named("pack", "\x1f\x1e"),
  named("LZH", "\x1f\xa0"),
  named("snappy", "\xff\x06\0\0sNaPpY"),
  named("LZFSE", "bvx", binaryAt(7)),
  named("mozLz4", "mozLz40\0"),
  named("ARJ", "\x60\xea", looksLikeArj),
  named("StuffIt", "StuffIt (c)"),
  named("InstallShield cabinet", "ISc(", binaryAt(7)),
  named("WIM", "MSWIM\0\0\0"),
  named("xar", "xar!\0"),
  named("Flash", "CWS", binaryAt(3)),
  named("Flash", "ZWS", binaryAt(3)),
  named("Pack200", "\xca\xfe\xd0\x0d"),
  named("Java image", "\xda\xda\xfe\xca"),
  named("Android backup", "ANDROID BACKUP\n"),
  named("Android update", "CrAU\0\0\0\0"),
  named("Unity bundle", "UnityFS\0"),
  named("Figma", "fig-kiwi", binaryAt(9)),
  named("VCDIFF", "\xd6\xc3\xc4"),
  named("BSDIFF", "BSDIFF40"),
  named("PostgreSQL dump", "PGDMP\x01"),
  named("Redis dump", "REDIS00", binaryAt(9)),
  named("Parquet", "PAR1", binaryAt(4)),
  named("Parquet", "PARE", binaryAt(4)),
  named("Avro", "Obj\x01"),
  named("ORC", "ORC", binaryWithin(3, 16)),
  named("Arrow", "ARROW1\0\0"),
  named("HDF5", "\x89HDF\r\n\x1a\n"),
  named("MATLAB", "MATLAB 5.0 MAT-file"),
  named("SPSS", "$FL3@(#)"),
  named("Inno Setup", "zlb\x1a"),
  named("SquashFS", "hsqs", binaryAt(28)),
  named("SquashFS", "sqsh", binaryAt(28)),
  named("cramfs", "\x45\x3d\xcd\x28"),
  named("romfs", "-rom1fs-"),
  named("XFS image", "XFSB\0\0"),
  named("UBI image", "UBI#\x01\0\0\0"),
  named("LUKS", "LUKS\xba\xbe"),
  named("QCOW", "QFI\xfb"),
  named("VMDK", "KDMV", binaryAt(5)),
  named("VHDX", "vhdxfile"),
  named("VHD", "conectix\0"),
  named("Android sparse image", "\x3a\xff\x26\xed"),
];

function inside(name: string, at: number, magic: string, confirms: Signature["confirms"] = always): Signature {
  return { name, reader: null, magic, at, confirms };
}

const isBootSector = (bytes: Uint8Array) => bytes[510] === 0x55 && bytes[511] === 0xaa;

/** Formats identified by later bytes, most of them disk and file system images. */
export const insides: readonly Signature[] = [
  { ...inside("tar", 257, "ustar"), reader: "tar" },
  { ...inside("ISO 9660", 0x8001, "CD001"), reader: "archive" },
  inside("UDF image", 0x8001, "BEA01"),
  inside("LHA", 2, "-lh", (bytes) => bytes[6] === 0x2d),
  inside("ACE", 7, "**ACE**"),
  inside("Zoo", 20, "\xdc\xa7\xc4\xfd"),
  inside("DuckDB", 8, "DUCK", binaryAt(13)),
  inside("NTFS image", 3, "NTFS    ", isBootSector),
  inside("FAT image", 54, "FAT1", isBootSector),
  inside("FAT image", 82, "FAT32   ", isBootSector),
  inside("APFS image", 32, "NXSB"),
  inside("VDI", 64, "\x7f\x10\xda\xbe"),
  inside("disk image", 512, "EFI PART"),
  inside("disk image", 510, "\x55\xaa", hasPartitions),
  inside("NSIS installer", 4, "\xef\xbe\xad\xdeNullsoft"),
  inside("HFS+ image", 1024, "H+\0\x04"),
  inside("HFS+ image", 1024, "HX\0\x05"),
  inside("EROFS image", 1024, "\xe2\xe1\xf5\xe0"),
  // Followed by the revision, the state and the error behavior.
  inside("ext image", 1080, "\x53\xef", (bytes) => (bytes[1082] ?? 9) < 8 && bytes[1083] === 0 && bytes[1085] === 0),
  inside("Btrfs image", 0x10040, "_BHRfS_M"),
];
