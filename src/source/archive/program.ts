/*
 * Programs and scripts that an archive may follow: self-extracting ones, installers, AppImages, makeself.
 */

/** True for the first bytes of a script, a Windows or Unix program, or a browser extension. */
export function isProgramOpening(bytes: Uint8Array): boolean {
  return kindOf(bytes) !== null;
}

/** True for the first bytes of a script. */
export function isScriptOpening(bytes: Uint8Array): boolean {
  return kindOf(bytes) === "script";
}

type ProgramKind = "script" | "extension" | "windows" | "unix";

const openings: readonly (readonly [kind: ProgramKind, magic: string])[] = [
  ["script", "#!"],
  ["extension", "Cr24"],
  ["windows", "MZ"],
  ["unix", "\x7fELF"],
];

function kindOf(bytes: Uint8Array): ProgramKind | null {
  for (const [kind, magic] of openings) {
    if ([...magic].every((character, index) => bytes[index] === character.charCodeAt(0))) return kind;
  }
  return null;
}

/**
 * The offsets at which appended data may begin: the end of what a program's headers describe, or in a script the lines
 * that begin like compressed data. May be beyond the end of `bytes` when those are only the first ones.
 */
export function payloadStarts(bytes: Uint8Array): number[] {
  switch (kindOf(bytes)) {
    case "script":
      return scriptPayloads(bytes);
    case "windows":
      return [windowsEnd(bytes)].filter((end) => end > 0);
    case "unix":
      return [unixEnd(bytes)].filter((end) => end > 0);
    default:
      return [];
  }
}

/** A line end followed by the signature of gzip, xz, bzip2, zstd, lzma, 7z or lz4. */
const linesOfData = [
  "\x1f\x8b\x08",
  "\xfd7zXZ\0",
  "BZh",
  "\x28\xb5\x2f\xfd",
  "\x5d\0\0",
  "7z\xbc\xaf",
  "\x04\x22\x4d\x18",
].map((magic) => Buffer.from(`\n${magic}`, "latin1"));
/** A tar header after a line end: its name has at most 100 bytes, and this magic is at offset 257. */
const tarMark = Buffer.from("ustar", "latin1");

function scriptPayloads(bytes: Uint8Array): number[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const starts = linesOfData.map((line) => buffer.indexOf(line) + 1).filter((start) => start > 0);
  for (let at = buffer.indexOf(tarMark); at !== -1; at = buffer.indexOf(tarMark, at + 1)) {
    if (buffer[at - 258] !== 0x0a) continue;
    starts.push(at - 257);
    break;
  }
  return starts.sort((a, b) => a - b);
}

/** End of the last section of a Windows program, or of a DOS program according to its header; 0 for anything else. */
function windowsEnd(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.byteLength < 64) return 0;
  const header = view.getUint32(0x3c, true);
  const isPortable = header + 24 <= view.byteLength && view.getUint32(header, false) === 0x50450000;
  if (!isPortable) return (view.getUint16(4, true) - 1) * 512 + view.getUint16(2, true);
  const sections = view.getUint16(header + 6, true);
  const first = header + 24 + view.getUint16(header + 20, true);
  let end = 0;
  for (let at = first; at < first + sections * 40 && at + 40 <= view.byteLength; at += 40) {
    end = Math.max(end, view.getUint32(at + 20, true) + view.getUint32(at + 16, true));
  }
  return end;
}

/** End of a Unix program's last segment and section table; 0 when its header is truncated. */
function unixEnd(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.byteLength < 64) return 0;
  const little = view.getUint8(5) === 1;
  const is64 = view.getUint8(4) === 2;
  const offset = (at: number) => (is64 ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little));
  const short = (at: number) => view.getUint16(at, little);
  const [segments, sections] = is64 ? [offset(32), offset(40)] : [offset(28), offset(32)];
  const sizes = is64 ? 54 : 42;
  let end = sections + short(sizes + 4) * short(sizes + 6);
  const size = short(sizes);
  for (let index = 0, at = segments; index < short(sizes + 2) && at + size <= view.byteLength; index++, at += size) {
    end = Math.max(end, is64 ? offset(at + 8) + offset(at + 32) : offset(at + 4) + offset(at + 16));
  }
  return Number.isSafeInteger(end) ? end : 0;
}

/**
 * The record at the end of the data that PyInstaller appends to a program, and how many bytes at the end may contain
 * it.
 */
const pyInstaller = Buffer.from("MEI\x0c\x0b\x0a\x0b\x0e", "latin1");
const pyInstallerBytes = 4096;

/** The packer of a program that neither its first bytes nor its end reveal; null for most. */
export function packerOf(bytes: Uint8Array): string | null {
  const kind = kindOf(bytes);
  if (kind !== "windows" && kind !== "unix") return null;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (buffer.subarray(-pyInstallerBytes).includes(pyInstaller)) return "PyInstaller";
  return buffer.subarray(0, 1024).includes("UPX!") ? "UPX" : null;
}
