import type { Address } from "../document.ts";
import { type Allowance, type Member, overLimit } from "./allowance.ts";
import type { ContainerFormat } from "./container.ts";
import { type InflatedFile, inflateFile } from "./inflate.ts";

/** Says that a compressed file was read to its end, and is not all that there is. */
export const followedByOther = "The compressed data is followed by something else.";

/** Extensions of compressed files and of compressed archives. */
const endings = /\.(?:gz|tgz|xz|txz|bz2|tbz2?|lzma|tlz|lz|zst|tzst|lz4|tlz4|zz|zlib)$/i;

/** The name of a compressed file's content, derived from the file's name; `content` when that is unknown. */
export function contentName(name: string | null): string {
  const own = name?.split("/").at(-1)?.replace(endings, "") ?? "";
  return own === "" ? "content" : own;
}

/** The single member of a file that is compressed as a whole. */
export async function* compressedMember(
  { path, container }: Address,
  bytes: Uint8Array,
  format: ContainerFormat,
  allowance: Allowance,
): AsyncGenerator<Member> {
  const name = contentName(container.at(-1) ?? path);
  if (!allowance.takeMember()) {
    yield { name: null, reason: "archive-limit", detail: "It has more members than are read." };
    return;
  }
  const limit = allowance.outputLimit(bytes.length);
  const { output, isWhole, isFollowed = false } = await decompress(format, bytes, limit);
  allowance.spend(output.type === "bytes" ? output.bytes.length : output.type === "too-large" ? limit : 0);
  if (output.type === "too-large") {
    yield overLimit(name, limit);
    return;
  }
  if (output.type === "unknown") {
    yield { name: null, reason: "unsupported", detail: `This version of Node cannot open ${format.name} data.` };
    return;
  }
  const isEmpty = output.type === "bytes" && output.bytes.length === 0;
  if (output.type === "bytes" && (isWhole || !isEmpty)) yield { name, bytes: output.bytes };
  if (isWhole && output.type === "bytes") return;
  if (isFollowed) {
    yield { name: null, reason: "unreadable", detail: followedByOther };
    return;
  }
  const where = output.type === "bytes" ? " at its end" : "";
  yield { name: null, reason: "unreadable", detail: `The ${format.name} data is damaged${where}.` };
}

async function decompress({ reader, name }: ContainerFormat, bytes: Uint8Array, limit: number): Promise<InflatedFile> {
  // The library is loaded for the first such file: most scans need none.
  if (reader === "stream") return (await import("./stream.ts")).decompressStream(name, bytes, limit);
  if (reader === "lz4") return (await import("./lz4.ts")).decompressLz4(bytes, limit);
  if (reader === "zstd") return (await import("./zstd.ts")).decompressZstd(bytes, limit);
  return inflateFile(reader === "zlib" ? "zlib" : "gzip", bytes, limit);
}
