/** A stream as stored in a PDF file. */
export interface PdfStream {
  /** Position among the file's streams, from 1. */
  readonly number: number;
  /** The text between the object's beginning and its data, with names decoded and without comments. */
  readonly dictionary: string;
  readonly data: Buffer;
}

/** Bytes before `stream` searched for its dictionary; the largest contain a few names. */
const dictionaryBytes = 64 * 1024;
const keyword = "stream";
const endKeyword = "endstream";

/** Every stream of a PDF file in file order, also of a damaged file. */
export function* pdfStreams(bytes: Buffer): Generator<PdfStream> {
  let number = 0;
  let previousEnd = 0;
  for (let at = bytes.indexOf(keyword); at !== -1; at = bytes.indexOf(keyword, Math.max(previousEnd, at + 1))) {
    const start = dataStart(bytes, at + keyword.length);
    if (start === null || !endsDictionary(bytes, at)) continue;
    number += 1;
    const before = bytes.toString("latin1", Math.max(previousEnd, at - dictionaryBytes), at);
    const dictionary = plain(before.slice(before.lastIndexOf("obj") + 1));
    const end = dataEnd(bytes, start, dictionary);
    yield { number, dictionary, data: bytes.subarray(start, end) };
    previousEnd = end;
  }
}

/** The keyword is followed by CRLF or LF; otherwise it is a word of some text. */
function dataStart(bytes: Uint8Array, after: number): number | null {
  // Some writers put blanks before the line end.
  let at = after;
  while (bytes[at] === 0x20 && at - after < 8) at++;
  if (bytes[at] === 0x0a) return at + 1;
  if (bytes[at] === 0x0d) return bytes[at + 1] === 0x0a ? at + 2 : at + 1;
  return null;
}

/** True when only white space and comments separate a dictionary's end from `at`. */
function endsDictionary(bytes: Buffer, at: number): boolean {
  const before = bytes.toString("latin1", Math.max(0, at - 256), at);
  return />>(?:\s|%[^\r\n]*[\r\n])*$/.test(before);
}

function dataEnd(bytes: Buffer, start: number, dictionary: string): number {
  const length = /\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(dictionary)?.[1];
  const said = start + Number(length ?? Number.NaN);
  // Data may contain the keyword by chance.
  if (/^\s*endstream/.test(bytes.toString("latin1", said, said + 16))) return said;
  const end = bytes.indexOf(endKeyword, start);
  return end === -1 ? bytes.length : end;
}

function plain(dictionary: string): string {
  return dictionary
    .replace(/%[^\r\n]*/g, " ")
    .replace(/#([0-9a-fA-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

/** Most objects looked up in one file, each by searching the whole file. */
const mostReferences = 200;

/** The names of a stream's filters in decoding order; null when they are in another object that cannot be found. */
export function createFilterReader(bytes: Buffer): (stream: PdfStream) => readonly string[] | null {
  const known = new Map<string, string | null>();
  const writtenIn = (reference: string) => {
    if (!known.has(reference) && known.size < mostReferences) known.set(reference, referenced(bytes, reference));
    return known.get(reference) ?? null;
  };
  return ({ dictionary }) => filtersIn(dictionary, writtenIn);
}

function filtersIn(dictionary: string, writtenIn: (reference: string) => string | null): readonly string[] | null {
  const value = /\/Filter\s*(\[[^\]]*\]|\/[^\s/<>[\]()]+|\d+\s+\d+\s+R)/.exec(dictionary)?.[1];
  if (value === undefined) return [];
  const written = /^\d/.test(value) ? writtenIn(value) : value;
  return written === null ? null : [...written.matchAll(/\/([^\s/<>[\]()]+)/g)].map(([, name = ""]) => name);
}

/** The value of a referenced object, such as `5 0 R`. */
function referenced(bytes: Buffer, reference: string): string | null {
  const head = reference.replace(/\s+R$/, " obj").replace(/\s+/g, " ");
  for (let at = bytes.indexOf(head); at !== -1; at = bytes.indexOf(head, at + 1)) {
    if (/\d/.test(String.fromCharCode(bytes[at - 1] ?? 0))) continue;
    const value = plain(bytes.toString("latin1", at + head.length, at + head.length + 1024));
    return /^\s*(\[[^\]]*\]|\/[^\s/<>[\]()]+)/.exec(value)?.[1] ?? null;
  }
  return null;
}

/** A number of a stream's decoding parameters. */
export function parameterOf({ dictionary }: PdfStream, name: string): number | null {
  const value = new RegExp(`/${name}\\s+(\\d+)`).exec(dictionary)?.[1];
  return value === undefined ? null : Number(value);
}
