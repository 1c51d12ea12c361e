/** A run of text shown on a page. */
export interface ShownText {
  readonly bytes: Buffer;
  /** True when it is on the same line as the one before. */
  readonly isSameLine: boolean;
  /** True when it belongs to the same array of kerned pieces. */
  readonly isSamePiece: boolean;
}

/** Kerning, in thousandths of the font size, that counts as a blank. */
const blank = 200;
/** A string of bounded length, an array's brackets, a number, or a word. */
const token =
  /\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S]){0,4096}\)){0,4096}\)|<[0-9A-Fa-f\s]*>|[[\]]|[-+]?(?:\d+\.?\d*|\.\d+)|\/[^\s/<>[\]()]*|[A-Za-z'"*]+/g;

/** The text shown by the operators of a page's content, in order; empty when this is not page content. */
export function shownTexts(content: Uint8Array): ShownText[] {
  const text = Buffer.from(content.buffer, content.byteOffset, content.length).toString("latin1");
  if (!/\bBT\b/.test(text) || !/T[jJ*]|['"]/.test(text)) return [];
  const shown: ShownText[] = [];
  let strings: { readonly bytes: Buffer; readonly isSamePiece: boolean }[] = [];
  let numbers: number[] = [];
  let isInArray = false;
  let joinsNext = false;
  let height = 0;
  let lastHeight = Number.NaN;
  const show = () => {
    for (const { bytes, isSamePiece } of strings) {
      shown.push({ bytes, isSamePiece, isSameLine: height === lastHeight });
      lastHeight = height;
    }
  };
  for (const [found] of text.matchAll(token)) {
    const first = found[0] ?? "";
    if (first === "(" || first === "<") {
      strings.push({ bytes: first === "(" ? literal(found) : hexadecimal(found), isSamePiece: isInArray && joinsNext });
      joinsNext = true;
    } else if (first === "[") {
      isInArray = true;
      joinsNext = false;
    } else if (first === "]") isInArray = false;
    else if (/[-+.\d]/.test(first)) {
      if (!isInArray) numbers.push(Number(found));
      else if (Number(found) < -blank) joinsNext = false;
    } else if (first !== "/") {
      if (found === "BT") height = 0;
      else if (found === "Tm") height = numbers.at(-1) ?? 0;
      else if (found === "Td" || found === "TD") height += numbers.at(-1) ?? 0;
      else if (found === "T*" || found === "'" || found === '"') height -= 1;
      if (found === "Tj" || found === "TJ" || found === "'" || found === '"') show();
      strings = [];
      numbers = [];
    }
  }
  return shown;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

function literal(written: string): Buffer {
  const text = written
    .slice(1, -1)
    .replace(/\\(?:([0-7]{1,3})|(\r\n|[\s\S]))/g, (_, octal: string | undefined, other: string | undefined) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      return other === "\n" || other === "\r" || other === "\r\n" ? "" : (escapes[other ?? ""] ?? other ?? "");
    });
  return Buffer.from(text, "latin1");
}

function hexadecimal(written: string): Buffer {
  const digits = written.replace(/[^0-9A-Fa-f]/g, "");
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, "hex");
}

/**
 * Lines of text in two forms, since both occur: with the text of a line joined, and with blanks between separate
 * pieces.
 * @param decode returns the characters that a run's codes represent
 */
export function linesOf(shown: readonly ShownText[], decode: (bytes: Buffer) => string): string {
  let joined = "";
  let apart = "";
  for (const { bytes, isSameLine, isSamePiece } of shown) {
    const text = decode(bytes);
    joined += isSameLine ? text : `\n${text}`;
    apart += isSameLine ? (isSamePiece ? text : ` ${text}`) : `\n${text}`;
  }
  return joined === apart ? joined : `${joined}\n${apart}`;
}
