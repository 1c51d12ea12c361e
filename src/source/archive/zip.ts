import { fromBufferPromise, getFileNameLowLevel } from "yauzl";
import { type Allowance, type Member, overLimit } from "./allowance.ts";
import { type Inflated, inflate } from "./inflate.ts";
import { endSignature, type ZipRange, zipRange } from "./zip-end.ts";
import { type ListedMember, unlistedParts } from "./zip-unlisted.ts";

const stored = 0;
const deflated = 8;
const zstandard: readonly number[] = [20, 93];
/** bzip2, LZMA, xz and PPMd: methods that few programs use but libarchive supports. */
const rare: readonly number[] = [12, 14, 95, 98];

/** The members of a zip file, including formats based on zip: jar, whl, xlsx, docx, nupkg. */
export async function* zipMembers(document: Uint8Array, allowance: Allowance): AsyncGenerator<Member> {
  const range = zipRange(document);
  if (range?.isSplit || isFirstOfSplit(document, range)) {
    yield { name: null, reason: "unsupported", detail: "It is one part of a split zip file." };
    return;
  }
  const bytes = range === null ? document : document.subarray(range.start, range.end);
  const directoryAt = range === null ? bytes.length : range.directory - range.start;
  const left = new Set<string>();
  const listed: ListedMember[] = [];
  let isDamaged = false;
  try {
    // Names are decoded below: the library rejects whole archives for names that matter only when written to disk.
    const zip = await fromBufferPromise(withUnambiguousEnd(bytes, range), {
      decodeStrings: false,
      validateEntrySizes: false,
    });
    for await (const entry of zip.eachEntry()) {
      const { compressedSize, uncompressedSize, compressionMethod: method } = entry;
      listed.push({ at: entry.relativeOffsetOfLocalHeader, method, compressedBytes: compressedSize });
      const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
      if (!allowance.takeMember()) {
        yield { name: null, reason: "archive-limit", detail: "It has more members than are read." };
        return;
      }
      if (name.endsWith("/") && compressedSize === 0) continue;
      if (entry.isEncrypted()) {
        yield { name, reason: "encrypted", detail: "The member is protected by a password." };
        continue;
      }
      if (rare.includes(method)) {
        left.add(name);
        continue;
      }
      const limit = allowance.outputLimit(compressedSize);
      if (uncompressedSize > limit || (method === stored && compressedSize > limit)) {
        yield overLimit(name, limit);
        continue;
      }
      const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
      const data = bytes.subarray(fileDataStart, fileDataStart + compressedSize);
      if (data.length < compressedSize) {
        yield { name, reason: "unreadable", detail: "The archive ends inside this member." };
        continue;
      }
      const output = await decompress(method, data, limit);
      allowance.spend(output.type === "bytes" ? output.bytes.length : output.type === "too-large" ? limit : 0);
      if (output.type === "bytes") {
        yield { name, bytes: output.bytes };
        if (output.bytes.length < uncompressedSize) {
          yield { name, reason: "unreadable", detail: "The member is shorter than the archive states." };
        }
      } else if (output.type === "too-large") yield overLimit(name, limit);
      else if (output.type === "corrupt") {
        yield { name, reason: "unreadable", detail: "The member's compressed data is damaged." };
      } else yield { name, reason: "unsupported", detail: `Compression method ${method} cannot be read.` };
    }
    if (left.size > 0) yield* membersInOrder([bytes], allowance, (name) => name === null || left.has(name));
  } catch {
    isDamaged = true;
  }
  // Without the directory, members can still be read one after the other.
  for (const part of unlistedParts(bytes, listed, directoryAt)) {
    yield* membersInOrder([part, endOfMembers], allowance, (name) => name !== null);
  }
  if (isDamaged) yield { name: null, reason: "unreadable", detail: "The zip archive is damaged." };
}

/** The signature of a directory, and zeros in place of its end: libarchive then reads members by their headers. */
const endOfMembers = Buffer.concat([Buffer.from("PK\u0001\u0002"), Buffer.alloc(32 * 1024)]);

/**
 * A zip file without its comment when the comment contains what looks like the file's end, which the library would
 * mistake for it.
 */
function withUnambiguousEnd(bytes: Uint8Array, range: ZipRange | null): Buffer {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (range === null || file.indexOf(endSignature, range.comment - range.start) === -1) return file;
  const copy = Buffer.from(file.subarray(0, range.comment - range.start));
  copy.writeUInt16LE(0, copy.length - 2);
  return copy;
}

/** True for the part of a split zip file with its first member; the last part contains the directory. */
function isFirstOfSplit(bytes: Uint8Array, range: object | null): boolean {
  return range === null && bytes[2] === 0x07 && bytes[3] === 0x08;
}

/** Members as read by libarchive, and the errors in them. */
async function* membersInOrder(
  parts: readonly Uint8Array[],
  allowance: Allowance,
  isWanted: (name: string | null) => boolean,
): AsyncGenerator<Member> {
  const { archiveMembers } = await import("./archive-members.ts");
  for await (const member of archiveMembers(parts, "zip", allowance)) if (isWanted(member.name)) yield member;
}

async function decompress(method: number, data: Uint8Array, limit: number): Promise<Inflated> {
  if (method === stored) return { type: "bytes", bytes: data };
  if (method === deflated) return inflate("raw", data, limit);
  if (!zstandard.includes(method)) return { type: "unknown" };
  return (await import("./zstd.ts")).decompressZstd(data, limit).output;
}
