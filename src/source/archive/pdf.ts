import { type Allowance, type Member, overLimit } from "./allowance.ts";
import { type CodeMap, codeMapOf, decodeCodes } from "./pdf-cmap.ts";
import { type Unfiltered, unfilter } from "./pdf-filters.ts";
import { createFilterReader, pdfStreams } from "./pdf-streams.ts";
import { linesOf, type ShownText, shownTexts } from "./pdf-text.ts";
import { textMemberName } from "./text-member.ts";

/** What a page shows. */
interface Page {
  readonly name: string;
  readonly shown: readonly ShownText[];
}

/** The entry of a PDF file's trailer that refers to how it is encrypted. */
const encryption = /\/Encrypt\s*(?:<<|\d+\s+\d+\s+R)/;

/** Code maps tried on each page: the page alone does not say which one it uses. */
const mostMaps = 64;

/**
 * The streams of a PDF file, named `stream 1`, `stream 2` … in file order, and for pages also the text that readers
 * see, which the bytes may store in pieces or as glyph numbers.
 */
export function* pdfMembers(bytes: Uint8Array, allowance: Allowance): Generator<Member> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const isEncrypted = buffer.includes("/Encrypt") && encryption.test(buffer.toString("latin1"));
  const filtersOf = createFilterReader(buffer);
  const pages: Page[] = [];
  const maps: CodeMap[] = [];
  for (const stream of pdfStreams(buffer)) {
    const name = `stream ${stream.number}`;
    if (!allowance.takeMember()) {
      yield { name: null, reason: "archive-limit", detail: "It has more streams than are read." };
      return;
    }
    const filters = filtersOf(stream);
    const limit = allowance.outputLimit(stream.data.length);
    const output: Unfiltered = filters === null ? { type: "unknown" } : unfilter(stream, filters, limit);
    if (output.type === "bytes") {
      // Without a filter it is visible in the file itself.
      if (filters !== null && filters.length > 0) {
        allowance.spend(output.bytes.length);
        yield { name, bytes: output.bytes };
      }
      const shown = shownTexts(output.bytes);
      if (shown.length > 0) pages.push({ name, shown });
      const map = maps.length < mostMaps ? codeMapOf(output.bytes) : null;
      if (map !== null) maps.push(map);
    } else if (output.type !== "picture" && !(output.type === "corrupt" && isEncrypted)) {
      yield problem(name, output, limit);
    }
  }
  if (isEncrypted) yield { name: null, reason: "encrypted", detail: "The document is encrypted." };
  for (const page of pages) yield* textOf(page, maps, allowance);
}

function problem(name: string, output: Exclude<Unfiltered, { type: "bytes" | "picture" }>, limit: number): Member {
  switch (output.type) {
    case "too-large":
      return overLimit(name, limit);
    case "corrupt":
      return { name, reason: "unreadable", detail: "The compressed data is damaged." };
    case "encrypted":
      return { name, reason: "encrypted", detail: "The stream is encrypted." };
    case "unknown":
      return { name, reason: "unsupported", detail: "One of the stream's filters is not known." };
  }
}

function* textOf({ name, shown }: Page, maps: readonly CodeMap[], allowance: Allowance): Generator<Member> {
  const texts = [
    (bytes: Buffer) => bytes.toString("latin1"),
    ...maps.map((map) => (bytes: Buffer) => decodeCodes(map, bytes)),
  ];
  for (const decode of texts) {
    const limit = allowance.outputLimit(Number.POSITIVE_INFINITY);
    const text = Buffer.from(linesOf(shown, decode));
    if (text.length > limit) {
      yield overLimit(name, limit);
      return;
    }
    allowance.spend(text.length);
    yield { name: textMemberName(name), bytes: text };
  }
}
