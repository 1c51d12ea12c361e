import type { NotScannedReason } from "../coverage.ts";
import type { Document } from "../document.ts";
import { historyDetail } from "../git-history.ts";
import { notScannedItem } from "../not-scanned.ts";
import type { SourceItem } from "../source.ts";
import { type Allowance, createAllowance, type Member } from "./allowance.ts";
import { compressedMember } from "./compressed.ts";
import { type ContainerFormat, containerFormat } from "./container.ts";
import { officeText } from "./office-text.ts";
import { containersIn } from "./parts.ts";
import { pdfMembers } from "./pdf.ts";
import type { Reader } from "./signature.ts";
import { textMemberName } from "./text-member.ts";

/** Limits on unpacking; see the policy's limits. */
export interface UnpackLimits {
  /** Bytes of one member. */
  readonly fileBytes: number;
  /** Nesting depth of archives. */
  readonly archiveDepth: number;
}

/**
 * Everything inside an archive or compressed document, as documents whose address names the chain of members; nested
 * archives are opened too. Whatever cannot be opened becomes a `not-scanned` item.
 */
export async function* unpack(document: Document, limits: UnpackLimits): AsyncGenerator<SourceItem> {
  yield* unpackWithin(document, 1, limits, createAllowance(document.bytes.length, limits.fileBytes));
}

/**
 * The same for a part of something larger.
 * @param depth nesting depth of the archive, from 1
 * @param allowance budget for the whole
 */
export async function* unpackWithin(
  document: Document,
  depth: number,
  limits: UnpackLimits,
  allowance: Allowance,
): AsyncGenerator<SourceItem> {
  const counts = new Map<NotScannedReason, number>();
  for await (const item of open(document, depth, limits, allowance)) {
    if (item.type === "not-scanned") {
      const { reason } = item.notScanned;
      const count = (counts.get(reason) ?? 0) + 1;
      counts.set(reason, count);
      if (count > mostLines) continue;
    }
    yield item;
  }
  for (const [reason, count] of counts) {
    if (count <= mostLines) continue;
    const detail = `${count - mostLines} more members of this archive, for the same reason.`;
    yield missing(document, { name: null, reason, detail });
  }
}

/** Most lines per archive and reason, since a small crafted file can cause many thousands; the rest is counted. */
export const mostLines = 20;

async function* open(
  document: Document,
  depth: number,
  limits: UnpackLimits,
  allowance: Allowance,
): AsyncGenerator<SourceItem> {
  for (const { format, bytes } of containersIn(document.bytes)) {
    yield* openPart({ ...document, bytes }, format, depth, limits, allowance);
  }
}

async function* openPart(
  document: Document,
  format: ContainerFormat,
  depth: number,
  limits: UnpackLimits,
  allowance: Allowance,
): AsyncGenerator<SourceItem> {
  const { reader, name, from } = format;
  if (reader === null) {
    const detail = `It was recognised as ${name}, which cannot be opened.`;
    yield missing(document, { name: null, reason: "unsupported", detail });
    return;
  }
  if (reader === "git") {
    const detail = `${document.address.container.length === 0 ? "" : "Unpack the archive. "}${historyDetail(name)}`;
    yield missing(document, { name: null, reason: "git-history", detail });
    return;
  }
  if (reader === "locked") {
    const detail = `It was recognised as ${name}, and is encrypted.`;
    yield missing(document, { name: null, reason: "encrypted", detail });
    return;
  }
  if (reader === "payload") {
    yield* open({ ...document, bytes: document.bytes.subarray(from) }, depth, limits, allowance);
    return;
  }
  if (depth > limits.archiveDepth) {
    const detail = `Archives are opened to a depth of ${limits.archiveDepth}.`;
    yield missing(document, { name: null, reason: "too-deep", detail });
    return;
  }
  if (depth > 1 && !allowance.takeArchive()) {
    const detail = "It holds more archives than are opened for its size.";
    yield missing(document, { name: null, reason: "archive-limit", detail });
    return;
  }
  for await (const member of await membersOf(document, format, allowance)) {
    if (!("bytes" in member)) {
      yield missing(document, member);
      continue;
    }
    // Users see a compressed tar as one archive: the tar inside has no name or depth of its own.
    const isTarball = isCompressed.has(reader) && containerFormat(member.bytes)?.reader === "tar";
    const { address } = document;
    const inner: Document = {
      address: isTarball ? address : { ...address, container: [...address.container, member.name] },
      bytes: member.bytes,
      firstLine: 1,
      added: null,
    };
    yield { type: "document", document: inner };
    const text = reader === "zip" ? officeText(member.name, member.bytes) : null;
    if (text !== null) {
      const container = [...address.container, textMemberName(member.name)];
      yield { type: "document", document: { ...inner, address: { ...address, container }, bytes: text } };
    }
    yield* open(inner, isTarball ? depth : depth + 1, limits, allowance);
  }
}

/** Readers of files compressed as a whole. */
const isCompressed: ReadonlySet<Reader> = new Set<Reader>(["gzip", "zlib", "zstd", "lz4", "stream"]);

async function membersOf(
  { address, bytes }: Document,
  format: ContainerFormat,
  allowance: Allowance,
): Promise<Iterable<Member> | AsyncIterable<Member>> {
  // The libraries are loaded for the first archive: most scans need none.
  switch (format.reader) {
    case "zip":
      return (await import("./zip.ts")).zipMembers(bytes, allowance);
    case "tar":
      return (await import("./tar.ts")).tarMembers(bytes, allowance);
    case "archive":
      return (await import("./archive-members.ts")).archiveMembers([bytes], format.name, allowance);
    case "png":
      return (await import("./png.ts")).pngMembers(bytes, allowance);
    case "sqlite":
      return (await import("./sqlite.ts")).sqliteMembers(bytes, allowance);
    case "parquet":
      return (await import("./parquet.ts")).parquetMembers(bytes, allowance);
    case "avro":
      return (await import("./avro.ts")).avroMembers(bytes, allowance);
    case "orc":
      return (await import("./orc.ts")).orcMembers(bytes, allowance);
    case "pdf":
      return pdfMembers(bytes, allowance);
    default:
      return compressedMember(address, bytes, format, allowance);
  }
}

function missing({ address }: Document, member: Extract<Member, { reason: unknown }>): SourceItem {
  const chain = [...address.container, ...(member.name === null ? [] : [member.name])];
  const inside = chain.length === 0 ? "" : `${chain.join(" > ")}: `;
  return notScannedItem(member.reason, `${inside}${member.detail}`, address);
}
