import { bzip2Runs, endsAsBzip2 } from "./bzip2-runs.ts";
import type { Inflated, InflatedFile } from "./inflate.ts";
import { type MemberData, openArchive } from "./libarchive.ts";

/*
 * libarchive opens archives but not plain compressed files. Prepending the header of a tar archive with one member of
 * unlimited size, compressed in the same format, turns such a file into an archive: these formats read concatenated
 * streams as one. In hexadecimal digits; made with `xz -9e`, `bzip2` and `lzip -9`.
 */
const tarHeader: Readonly<Record<string, string>> = {
  xz: "fd377a585a000004e6d6b446020021011c00000010cf58cce001ff00305d00319bca19daeda4e5842aae3c9c500c6f249a6c3a74a19506c6464047414ca5b9588316914bacc3688906d341d8e2cf0000992893fcbe28619400014c80040000000f394b85b1c467fb020000000004595a",
  bzip2:
    "425a6839314159265359f5fb0c7100001e5b80c8804000478000206a019e000800200054500d068c4da8251aa69e51b4401e6a21a7bda24850c8bbadd309c0a40a6a1165671357cebe660e2435f177245385090f5fb0c710",
  lzip: "4c5a4950010c00319bca19daeda4e5842aae3c9c500c6f249a6c3a74a19506c6464047414ca5b9588316914bacc3688906d341e570b88ffffa185000a6df2e1a00020000000000005000000000000000",
};

/** libarchive's error at the end of the data, since the member is smaller than its header claims. */
const endOfData = /Truncated tar archive/;

/** The content of a file compressed as xz, bzip2, lzip or lzma, and whether it is complete. */
export async function decompressStream(format: string, bytes: Uint8Array, limit: number): Promise<InflatedFile> {
  if (limit <= 0) return { output: { type: "too-large" }, isWhole: false };
  const runs = format === "bzip2" ? bzip2Runs(bytes) : [bytes];
  const contents: Uint8Array[] = [];
  let left = limit;
  let isWhole = true;
  for (const run of runs) {
    const data = await readContent(format, run, left + 1).catch(() => null);
    if (data !== null && data.bytes.length > left) return { output: { type: "too-large" }, isWhole: false };
    isWhole &&= data !== null && (data.state === "whole" || endOfData.test(data.message));
    if (data !== null) contents.push(data.bytes);
    left -= data?.bytes.length ?? 0;
  }
  const content = Buffer.concat(contents);
  if (!isWhole && content.length === 0) return { output: { type: "corrupt" }, isWhole: false };
  const output: Inflated = { type: "bytes", bytes: content };
  // libarchive stops at the end of the first run without a word.
  if (isWhole && format === "bzip2" && (runs.length > 1 || !endsAsBzip2(bytes))) {
    return { output, isWhole: false, isFollowed: true };
  }
  return { output, isWhole: isWhole && (await hasSize(format, bytes, content.length)) };
}

async function readContent(format: string, bytes: Uint8Array, limit: number): Promise<MemberData | null> {
  const header = tarHeader[format];
  if (header !== undefined) return readFirst([Buffer.from(header, "hex"), bytes], limit);
  return readLzma(bytes, limit);
}

async function readFirst(parts: readonly Uint8Array[], limit: number): Promise<MemberData | null> {
  const { archive } = await openArchive(parts);
  return archive === null || archive.next() === null ? null : archive.read(limit);
}

/** Bytes before the data of a legacy lzma file: properties, dictionary size and uncompressed size. */
const lzmaHeaderBytes = 13;
const lzmaPropertyBytes = 5;

/**
 * Legacy lzma files contain only one stream. A zip member has the same data after another header, which must state its
 * checksum and size: libarchive's error reports the ones it computed.
 */
async function readLzma(bytes: Uint8Array, limit: number): Promise<MemberData | null> {
  const known = lzmaSize(bytes);
  let size = known < 0xffff_ffffn ? Number(known) : 0xffff_ffff;
  let checksum = 0;
  for (let attempt = 0; ; attempt++) {
    const data = await readFirst(zipOfLzma(bytes, size, checksum), limit);
    const [, sum] = /ZIP bad CRC: 0x([0-9a-f]+)/.exec(data?.message ?? "") ?? [];
    const [, length] = /wrong size \(read (\d+),/.exec(data?.message ?? "") ?? [];
    if ((sum === undefined && length === undefined) || attempt === 2) return data;
    if (sum !== undefined) checksum = Number.parseInt(sum, 16);
    if (length !== undefined) size = Number(length);
  }
}

/** The uncompressed size in a legacy lzma file's header; the largest value means unknown. */
function lzmaSize(bytes: Uint8Array): bigint {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).readBigUInt64LE(lzmaPropertyBytes);
}

function zipOfLzma(bytes: Uint8Array, size: number, checksum: number): Uint8Array[] {
  const name = "content";
  const data = bytes.subarray(lzmaHeaderBytes);
  const properties = bytes.subarray(0, lzmaPropertyBytes);
  const version = [9, 20];
  const header = Buffer.alloc(30);
  header.write("PK\u0003\u0004", "latin1");
  header.writeUInt16LE(63, 4);
  // The data may end with an end marker.
  header.writeUInt16LE(2, 6);
  header.writeUInt16LE(14, 8);
  header.writeUInt32LE(checksum, 14);
  header.writeUInt32LE(data.length + version.length + 2 + lzmaPropertyBytes, 18);
  header.writeUInt32LE(size, 22);
  header.writeUInt16LE(name.length, 26);
  return [header, Buffer.from(name), Buffer.from([...version, lzmaPropertyBytes, 0]), properties, data];
}

/** The sizes at the end of each member of an lzip file: of its content, and of the member itself. */
const lzipTrailerBytes = 16;

/** Bytes at the end of an lzma stream that hold only its end. */
const lzmaEndBytes = 5;

/** False when the file contains less than it declares, or is truncated, which libarchive does not report. */
async function hasSize(format: string, bytes: Uint8Array, size: number): Promise<boolean> {
  if (format === "lzma") {
    if (lzmaSize(bytes) !== 0xffff_ffff_ffff_ffffn) return lzmaSize(bytes) === BigInt(size);
    const withoutEnd = await readLzma(bytes.subarray(0, -lzmaEndBytes), size + 1).catch(() => null);
    return withoutEnd?.bytes.length === size;
  }
  if (format !== "lzip") return true;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let expected = 0n;
  for (let end = bytes.length; end > 0; ) {
    if (end < lzipTrailerBytes) return false;
    expected += view.getBigUint64(end - lzipTrailerBytes, true);
    const memberBytes = view.getBigUint64(end - lzipTrailerBytes / 2, true);
    if (memberBytes === 0n || memberBytes > BigInt(end)) return false;
    end -= Number(memberBytes);
  }
  return expected === BigInt(size);
}
