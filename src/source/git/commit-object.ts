import { type Address, address } from "../document.ts";
import { maskedName } from "../masked-name.ts";
import { mayHoldKey } from "../relevance.ts";
import type { SourceItem } from "../source.ts";

/** The parts of a commit or tag object that are scanned and shown. */
export interface Message {
  /** `Name <mail>` of the author of a commit or the tagger of a tag, keys in it masked; null when there is none. */
  readonly author: string | null;
  /** ISO 8601, in the author's own time zone; null when there is none. */
  readonly date: string | null;
  /** The message as stored. */
  readonly bytes: Buffer;
  /** Everything before the message. */
  readonly header: Buffer;
}

/** Reads a commit or an annotated tag as git stores it. */
export function parseMessage(object: Buffer): Message {
  const blank = object.indexOf("\n\n");
  const header = blank === -1 ? object : object.subarray(0, blank);
  const bytes = blank === -1 ? object.subarray(object.length) : object.subarray(blank + 2);
  const match = /^(?:author|tagger) (.*?)(?:(?<= )(-?\d+) ([+-]\d{4}))?$/m.exec(textOf(header));
  return {
    author: maskedName(match?.[1]?.trim()),
    date: match?.[2] === undefined ? null : isoDate(Number(match[2]), match[3] ?? "+0000"),
    bytes,
    header,
  };
}

/** A message as a document, and the headers before it if they may contain something. */
export function* textItems(
  type: "commit" | "tag",
  { author, date, bytes, header }: Message,
  place: Pick<Address, "commit" | "object">,
): Generator<SourceItem> {
  const where = address(`${type}-message`, { ...place, author, date });
  yield { type: "document", document: { address: where, bytes, firstLine: 1, added: null } };
  if (!mayHoldKey(header)) return;
  const document = { address: { ...where, type: `${type}-header` as const }, bytes: header, firstLine: 1, added: null };
  yield { type: "document", document };
}

/** A header in the encoding that the commit declares; UTF-8 when it declares none, or an unknown one. */
function textOf(header: Buffer): string {
  const encoding = /^encoding (.+)$/m.exec(header.toString("latin1"))?.[1];
  if (encoding === undefined) return header.toString("utf8");
  try {
    return new TextDecoder(encoding).decode(header);
  } catch {
    return header.toString("utf8");
  }
}

/** Seconds since 1970 and an offset such as `+0530` as ISO 8601; null for an invalid date. */
export function isoDate(seconds: number, zone: string): string | null {
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3, 5));
  const offset = (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
  const local = new Date((seconds + offset * 60) * 1000);
  if (Number.isNaN(local.getTime())) return null;
  return `${local.toISOString().slice(0, 19)}${zone.slice(0, 3)}:${zone.slice(3)}`;
}
