import { createLines, type Line, text } from "./lines.ts";
import { type FileDiff, MalformedDiff, readFileDiffs } from "./patch.ts";
import { addsUp, parseStatistics, type Statistics } from "./statistics.ts";

/** One commit as formatted by `git format-patch`. */
export interface Mail {
  /** Full commit id. */
  readonly commit: string;
  /** `Name <mail>`; null when the header has none. */
  readonly author: string | null;
  /** ISO 8601; null when the header has no valid date. */
  readonly date: string | null;
  /** The whole mail, header included. */
  readonly bytes: Uint8Array;
  /** The diff; null when the text does not prove where the diff begins and that it is complete. */
  readonly content: MailContent | null;
}

export interface MailContent {
  /** Subject, an empty line, body: UTF-8. */
  readonly message: Uint8Array;
  readonly files: readonly FileDiff[];
}

/** A series of mails. */
export interface Mails {
  readonly mails: readonly Mail[];
  /**
   * False when the mails disagree about their number. Then a message contains something that looks like the first line
   * of a mail, and the text cannot be trusted.
   */
  readonly consistent: boolean;
}

const boundary = /^From ([0-9a-f]{40}(?:[0-9a-f]{24})?) Mon Sep 17 00:00:00 2001$/;

/**
 * Reads what `git format-patch --stdout` writes; never throws.
 *
 * Anyone, including an attacker, can write a message that contains lines like those of a mail, a diff or a trailer. Two
 * checks tell them apart. Every line of a real diff starts with one of git's keywords or markers, so a diff is accepted
 * only if it parses without a gap from its first `diff --git` line to the end of its mail: a diff inside a message is
 * followed by the `---` and statistics of the real one. And the first mail states the number of mails, so a boundary
 * inside a message makes one too many. The diff of a truncated mail does not match its statistics, or does not end in a
 * newline.
 */
export function parseMails(bytes: Uint8Array, maximumBytes: number): Mails {
  const mails: Mail[] = [];
  const numbers: { number: number; total: number }[] = [];
  const starts = boundaries(bytes);
  for (const [index, start] of starts.entries()) {
    const { mail, number, total } = parseMail(bytes.subarray(start, starts[index + 1]), maximumBytes);
    mails.push(mail);
    numbers.push({ number, total });
  }
  const total = numbers[0]?.total ?? 0;
  const consistent =
    (starts[0] ?? bytes.length) === 0 &&
    mails.length <= total &&
    // A commit without changes has a number but no mail.
    numbers.every((each, index) => each.total === total && each.number > (numbers[index - 1]?.number ?? 0)) &&
    (numbers.at(-1)?.number ?? 0) <= total &&
    new Set(mails.map((mail) => mail.commit)).size === mails.length;
  return { mails, consistent };
}

function boundaries(bytes: Uint8Array): number[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const starts: number[] = [];
  for (let at = 0; at !== -1 && at < buffer.length; ) {
    const end = buffer.indexOf(10, at);
    const line = buffer.toString("latin1", at, Math.min(end === -1 ? buffer.length : end, at + 120));
    if (boundary.test(line)) starts.push(at);
    const next = buffer.indexOf("\nFrom ", at);
    at = next === -1 ? -1 : next + 1;
  }
  return starts;
}

interface NumberedMail {
  readonly mail: Mail;
  readonly number: number;
  readonly total: number;
}

function parseMail(bytes: Uint8Array, maximumBytes: number): NumberedMail {
  const lines = createLines(bytes);
  const first = lines.next();
  const commit = (first === null ? null : boundary.exec(text(first))?.[1]) ?? "";
  const headers = new Map<string, string>();
  let name = "";
  for (let line = lines.next(); line !== null && line.bytes.length > 0; line = lines.next()) {
    const written = utf8(line);
    const field = /^([A-Za-z-]+): ?(.*)$/s.exec(written);
    if (/^[ \t]/.test(written)) headers.set(name, `${headers.get(name) ?? ""}\n${written}`);
    else if (field?.[1] !== undefined) {
      name = field[1].toLowerCase();
      headers.set(name, field[2] ?? "");
    }
  }
  const subject = decodeHeader(headers.get("subject") ?? "");
  const numbering = /^\[PATCH(?: (\d+)\/(\d+))?\] ?/.exec(subject);
  const bodyStart = lines.offset;
  let bodyEnd = bytes.length;
  let diffStart: number | null = null;
  let separator: number | null = null;
  for (let line = lines.peek(); line !== null; line = lines.peek()) {
    const written = text(line);
    if (written.startsWith("diff --git ")) {
      diffStart = line.start;
      break;
    }
    if (written === "---") {
      bodyEnd = line.start;
      separator = line.start;
    }
    lines.next();
  }
  let content: MailContent | null = null;
  try {
    const files = diffStart === null ? [] : readFileDiffs(lines, maximumBytes);
    const statistics = separator === null ? null : statisticsAt(bytes.subarray(separator, diffStart ?? bytes.length));
    // Git writes no mail without a diff, and ends every line of one.
    const isWhole = diffStart !== null && bytes.at(-1) === newline && endsHere(lines);
    if (isWhole && statistics !== null && addsUp(files, statistics)) {
      const body = bytes.subarray(bodyStart, bodyEnd);
      content = { message: message(subject.slice(numbering?.[0].length ?? 0), body), files };
    }
  } catch (error) {
    if (!(error instanceof MalformedDiff)) throw error;
  }
  return {
    mail: { commit, bytes, author: author(headers.get("from")), date: isoDate(headers.get("date")), content },
    number: Number(numbering?.[1] ?? 1),
    total: Number(numbering?.[2] ?? (numbering === null ? 0 : 1)),
  };
}

const newline = 10;

/** @param bytes from the `---` that ends the message to the diff */
function statisticsAt(bytes: Uint8Array): Statistics | null {
  const lines = createLines(bytes);
  lines.next();
  return parseStatistics(lines);
}

/** True when only git's signature, which GitHub omits, and empty lines follow. */
function endsHere(lines: ReturnType<typeof createLines>): boolean {
  const line = lines.peek();
  if (line !== null && text(line) === "-- ") {
    lines.next();
    lines.next();
  }
  for (let rest = lines.next(); rest !== null; rest = lines.next()) if (rest.bytes.length > 0) return false;
  return true;
}

function message(subject: string, body: Uint8Array): Uint8Array {
  let end = body.length;
  while (end > 0 && body[end - 1] === 10) end -= 1;
  const parts: Uint8Array[] = [Buffer.from(subject)];
  // `bodyEnd` may come before the body's first line when there is no body.
  if (end > 0) parts.push(Buffer.from("\n\n"), body.subarray(0, end));
  return Buffer.concat(parts);
}

/** Unfolds a header and decodes its encoded words (RFC 2047); white space between two of them is ignored. */
function decodeHeader(value: string): string {
  const unfolded = value.replace(/\n(?=[ \t])/g, "");
  const joined = unfolded.replace(/(\?=)[ \t]+(?==\?)/g, "$1");
  return joined.replace(/(?:=\?[\w-]+\?[qb]\?[^? ]*\?=)+/gi, (words) => {
    const parts = [...words.matchAll(/=\?[\w-]+\?([qb])\?([^? ]*)\?=/gi)].map((word) =>
      word[1]?.toLowerCase() === "b" ? Buffer.from(word[2] ?? "", "base64") : quotedPrintable(word[2] ?? ""),
    );
    // A character may be split between two words, so bytes are joined first.
    return Buffer.concat(parts).toString("utf8");
  });
}

function quotedPrintable(word: string): Buffer {
  const bytes = word
    .replaceAll("_", " ")
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1");
}

function author(value: string | undefined): string | null {
  if (value === undefined) return null;
  return decodeHeader(value).replace(/^"((?:[^"\\]|\\.)*)"(?= <)/, (_, name: string) => name.replace(/\\(.)/g, "$1"));
}

function isoDate(value: string | undefined): string | null {
  const time = Date.parse(value ?? "");
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

function utf8(line: Line): string {
  return Buffer.from(line.bytes).toString("utf8");
}
