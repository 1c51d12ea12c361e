import type { Document } from "../document.ts";
import { isProgramOpening, zipStart } from "./zip-end.ts";

/** A format that holds other files or compressed text, told by its first bytes. */
export type ContainerFormat = "gzip" | "zip" | "tar" | "pdf" | "unsupported";

const unsupported: readonly (readonly [name: string, magic: readonly number[]])[] = [
  ["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ["bzip2", [0x42, 0x5a, 0x68]],
  ["7z", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ["rar", [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
];
const pdfMagic = [0x25, 0x50, 0x44, 0x46, 0x2d];
/** Begins a bzip2 block; the three letters before it are too few to tell. */
const bzip2Block = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];

/** First bytes by which a format is known, or a program that a zip file may stand behind; a line end before a PDF. */
const isFirstByte = new Uint8Array(256);
for (const byte of [0x1f, 0x50, 0x25, 0x0a, 0x0d, 0x23, 0x43, 0x4d, 0x7f]) isFirstByte[byte] = 1;
for (const [, magic] of unsupported) isFirstByte[magic[0] ?? 0] = 1;

/** What a document's first bytes say it is, and its last where those are a program's; null when it is no container. */
export function containerFormat(bytes: Uint8Array): ContainerFormat | null {
  // Asked of every file of a tree, most of which begin otherwise.
  return isFirstByte[bytes[0] ?? 0] === 0 ? tarFormat(bytes) : formatByMagic(bytes);
}

function formatByMagic(bytes: Uint8Array): ContainerFormat | null {
  switch (bytes[0]) {
    case 0x1f:
      return bytes[1] === 0x8b && bytes[2] === 0x08 ? "gzip" : tarFormat(bytes);
    case 0x50:
      return startsWith(bytes, 0, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, 0, [0x50, 0x4b, 0x05, 0x06])
        ? "zip"
        : tarFormat(bytes);
    case 0x25:
      return startsWith(bytes, 0, pdfMagic) ? "pdf" : tarFormat(bytes);
    case 0x0a:
    case 0x0d:
      return startsWith(bytes, bytes[1] === 0x0a ? 2 : 1, pdfMagic) ? "pdf" : tarFormat(bytes);
    case 0x23:
    case 0x43:
    case 0x4d:
    case 0x7f:
      return isProgramOpening(bytes) && zipStart(bytes) !== null ? "zip" : tarFormat(bytes);
    default:
      return unsupportedName(bytes) === null ? tarFormat(bytes) : "unsupported";
  }
}

/** True when a document is a file that may hold others: there is something to unpack. */
export function isContainer(document: Document): boolean {
  const { type } = document.address;
  if ((type !== "file" && type !== "blob") || document.window !== undefined) return false;
  // Which lines were added is asked last: to tell takes a diff.
  return containerFormat(document.bytes) !== null && document.added === null;
}

/** The name of a compressed format that is recognised and cannot be opened, or null. */
export function unsupportedName(bytes: Uint8Array): string | null {
  for (const [name, magic] of unsupported) {
    if (!startsWith(bytes, 0, magic)) continue;
    if (name === "bzip2" && !startsWith(bytes, 4, bzip2Block)) continue;
    return name;
  }
  return null;
}

function tarFormat(bytes: Uint8Array): "tar" | null {
  return bytes.length >= 512 && bytes[257] === 0x75 && startsWith(bytes, 257, [0x75, 0x73, 0x74, 0x61, 0x72])
    ? "tar"
    : null;
}

function startsWith(bytes: Uint8Array, at: number, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[at + index] === byte);
}
