/*
 * Programs and scripts behind which an archive may be: self-extracting ones, installers, AppImages, makeself.
 */

/** True for the first bytes of a script, a program of Windows or of Unix, or a browser extension. */
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
 * The offsets at which something else may begin behind a program: the end of what its headers describe, or in a script
 * the starts of lines that begin as compressed data does. May be beyond the end of `bytes`, when those are only the first.
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

/** A line end, and what gzip, xz, bzip2, zstd, lzma, 7z and lz4 begin with. */
const linesOfData = [
  "\x1f\x8b\x08",
  "\xfd7zXZ\0",
  "BZh",
  "\x28\xb5\x2f\xfd",
  "\x5d\0\0",
  "7z\xbc\xaf",
  "\x04\x22\x4d\x18",
].map((magic) => Buffer.from(`\n${magic}`, "latin1"));
/** A header of tar behind a line end: its name is at most 100 bytes, and this mark stands 257 bytes on. */
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

/** Where the last section of a Windows program ends, or for DOS what its header says; 0 when it is neither. */
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

/** Where the last segment of a Unix program and its table of sections end; 0 when its header is cut off. */
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

/** The record with which PyInstaller ends what it appends to a program, and the bytes at the end that may hold it. */
const pyInstaller = Buffer.from("MEI\x0c\x0b\x0a\x0b\x0e", "latin1");
const pyInstallerBytes = 4096;

/** What a program was packed with so that neither its bytes nor its end show it; null for most. */
export function packerOf(bytes: Uint8Array): string | null {
  const kind = kindOf(bytes);
  if (kind !== "windows" && kind !== "unix") return null;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (buffer.subarray(-pyInstallerBytes).includes(pyInstaller)) return "PyInstaller";
  return buffer.subarray(0, 1024).includes("UPX!") ? "UPX" : null;
}
