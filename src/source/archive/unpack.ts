import type { NotScannedReason } from "../coverage.ts";
import type { Document } from "../document.ts";
import { notScannedItem } from "../not-scanned.ts";
import type { SourceItem } from "../source.ts";
import { type Allowance, createAllowance, type Member, overLimit } from "./allowance.ts";
import { containerFormat, unsupportedName } from "./container.ts";
import { inflate, inflateReadable } from "./inflate.ts";
import { pdfMembers } from "./pdf.ts";

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
  const told = new Map<NotScannedReason, number>();
  for await (const item of open(document, 1, limits, createAllowance(document.bytes.length, limits.fileBytes))) {
    if (item.type === "not-scanned") {
      const { reason } = item.notScanned;
      const count = (told.get(reason) ?? 0) + 1;
      told.set(reason, count);
      if (count > mostLines) continue;
    }
    yield item;
  }
  for (const [reason, count] of told) {
    if (count <= mostLines) continue;
    const detail = `${count - mostLines} more members of this archive, for the same reason.`;
    yield missing(document, { name: null, reason, detail });
  }
}

/** Lines about one archive for one reason; a small file can be made to hold many thousands. What is beyond is counted. */
const mostLines = 20;

async function* open(
  document: Document,
  depth: number,
  limits: UnpackLimits,
  allowance: Allowance,
): AsyncGenerator<SourceItem> {
  const format = containerFormat(document.bytes);
  if (format === null) return;
  if (format === "unsupported") {
    const name = unsupportedName(document.bytes) ?? "unknown";
    yield missing(document, {
      name: null,
      reason: "unsupported",
      detail: `Files compressed as ${name} cannot be opened.`,
    });
    return;
  }
  if (depth > limits.archiveDepth) {
    const detail = `Archives are opened to a depth of ${limits.archiveDepth}.`;
    yield missing(document, { name: null, reason: "too-deep", detail });
    return;
  }
  if (depth > 1 && !allowance.takeArchive()) {
    const detail = "More archives stand in one than are opened for its size.";
    yield missing(document, { name: null, reason: "archive-limit", detail });
    return;
  }
  for await (const member of await membersOf(document, format, allowance)) {
    if (!("bytes" in member)) {
      yield missing(document, member);
      continue;
    }
    // A compressed tar is one archive to people: it has no name and no depth of its own.
    const isTarball = format === "gzip" && containerFormat(member.bytes) === "tar";
    const { address } = document;
    const inner: Document = {
      address: isTarball ? address : { ...address, container: [...address.container, member.name] },
      bytes: member.bytes,
      firstLine: 1,
      added: null,
    };
    yield { type: "document", document: inner };
    yield* open(inner, isTarball ? depth : depth + 1, limits, allowance);
  }
}

async function membersOf(
  document: Document,
  format: "gzip" | "zip" | "tar" | "pdf",
  allowance: Allowance,
): Promise<Iterable<Member> | AsyncIterable<Member>> {
  // The libraries are loaded with the first archive: most scans meet none.
  switch (format) {
    case "zip":
      return (await import("./zip.ts")).zipMembers(document.bytes, allowance);
    case "tar":
      return (await import("./tar.ts")).tarMembers(document.bytes, allowance);
    case "pdf":
      return pdfMembers(document.bytes, allowance);
    case "gzip":
      return gzipMembers(document, allowance);
  }
}

/** The name of what a gzip file holds, after the file's own name; `content` when that is not known. */
export function gzipMemberName(name: string | null): string {
  const own =
    name
      ?.split("/")
      .at(-1)
      ?.replace(/\.t?gz$/i, "") ?? "";
  return own === "" ? "content" : own;
}

function* gzipMembers({ address, bytes }: Document, allowance: Allowance): Generator<Member> {
  const name = gzipMemberName(address.container.at(-1) ?? address.path);
  if (!allowance.takeMember()) {
    yield { name: null, reason: "archive-limit", detail: "It has more members than are read." };
    return;
  }
  const limit = allowance.outputLimit(bytes.length);
  const whole = inflate("gzip", bytes, limit);
  const inflated = whole.type === "corrupt" ? inflateReadable(bytes, limit) : whole;
  allowance.spend(inflated.type === "bytes" ? inflated.bytes.length : inflated.type === "too-large" ? limit : 0);
  if (inflated.type === "too-large") yield overLimit(name, limit);
  if (inflated.type === "bytes") yield { name, bytes: inflated.bytes };
  if (whole.type === "corrupt") {
    const detail = inflated.type === "bytes" ? "The gzip data is damaged at its end." : "The gzip data is damaged.";
    yield { name: null, reason: "unreadable", detail };
  }
}

function missing({ address }: Document, member: Extract<Member, { reason: unknown }>): SourceItem {
  const chain = [...address.container, ...(member.name === null ? [] : [member.name])];
  const inside = chain.length === 0 ? "" : `${chain.join(" > ")}: `;
  return notScannedItem(member.reason, `${inside}${member.detail}`, address);
}
