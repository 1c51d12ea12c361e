import type { NotScannedReason } from "../coverage.ts";
import type { Document } from "../document.ts";
import { notScannedItem } from "../not-scanned.ts";
import type { SourceItem } from "../source.ts";
import { type Allowance, createAllowance, type Member } from "./allowance.ts";
import { compressedMember } from "./compressed.ts";
import { type ContainerFormat, containerFormat } from "./container.ts";
import { officeText } from "./office-text.ts";
import { containersIn } from "./parts.ts";
import { pdfMembers } from "./pdf.ts";
import type { Reader } from "./signatures.ts";
import { textMemberName } from "./text-member.ts";

/** Bounds on unpacking; see the policy's limits. */
export interface UnpackLimits {
  /** Bytes of one member. */
  readonly fileBytes: number;
  /** Archives inside archives. */
  readonly archiveDepth: number;
}

/**
 * Everything inside a document that is an archive or compressed, as documents of their own, whose address
 * names the chain of members; archives inside it are opened too. What cannot be opened is a `not-scanned` item.
 */
export async function* unpack(document: Document, limits: UnpackLimits): AsyncGenerator<SourceItem> {
  yield* unpackWithin(document, 1, limits, createAllowance(document.bytes.length, limits.fileBytes));
}

/**
 * The same for what is part of something larger.
 * @param depth number of the archive among those that are around each other, from 1
 * @param allowance what may be spent on the whole
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

/** Lines about one archive for one reason; a small file can be made to hold many thousands. What is beyond is counted. */
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
    // A compressed tar is one archive to people: it has no name and no depth of its own.
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

/** Readers of files that are compressed as a whole. */
const isCompressed: ReadonlySet<Reader> = new Set<Reader>(["gzip", "zlib", "zstd", "lz4", "stream"]);

async function membersOf(
  { address, bytes }: Document,
  format: ContainerFormat,
  allowance: Allowance,
): Promise<Iterable<Member> | AsyncIterable<Member>> {
  // The libraries are loaded with the first archive: most scans meet none.
  switch (format.reader) {
    case "zip":
      return (await import("./zip.ts")).zipMembers(bytes, allowance);
    case "tar":
      return (await import("./tar.ts")).tarMembers(bytes, allowance);
    case "archive":
      return (await import("./archive-members.ts")).archiveMembers(bytes, format.name, allowance);
    case "png":
      return (await import("./png.ts")).pngMembers(bytes, allowance);
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
