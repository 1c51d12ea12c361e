import { isLetter } from "../bytes.ts";
import { effort } from "../effort.ts";

/** Longest joint, in bytes: a bound for the search and for a reader in chunks. */
export const longestJoint = 320;

/** Line ends that a joint may contain: literals further apart are unlikely to be joined. */
const mostLines = 8;

/** Most letters and digits of a word in a comment: a longer word may be an encoded key and must not be skipped. */
const longestWord = 32;

/** Longest name of a variable, a member or a function. */
const longestName = 64;

const quotes = byteSet("\"'`");
const prefixes = byteSet("fFrRbBuULN8@$");
const targetStarts = byteSet("_$@");
const lineContinuations = byteSet("\\_`^");

function byteSet(chars: string): Uint8Array {
  const set = new Uint8Array(256);
  for (const char of chars) set[char.charCodeAt(0)] = 1;
  return set;
}

/** True for a character that opens or closes a literal. */
export function isQuote(byte: number): boolean {
  return quotes[byte] === 1;
}

/**
 * Moves forward over what may separate two literals, and never back over more than one name. It passes at most one
 * quote in each of a few places, so that all the scans of a text together examine each byte only a few times.
 */
export class JointCursor {
  at = 0;
  /** Line ends passed so far. */
  lines = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #end = 0;
  #backticks = 0;

  /** Starts after the quote at `quote`. */
  start(bytes: Uint8Array, quote: number): void {
    this.#bytes = bytes;
    this.#end = Math.min(bytes.length, quote + longestJoint);
    this.#backticks = 0;
    this.at = quote + 1;
    this.lines = 0;
  }

  /** The byte `ahead` of the cursor, or 0 beyond the reach of a joint. */
  peek(ahead = 0): number {
    const at = this.at + ahead;
    return at < this.#end ? (this.#bytes[at] as number) : 0;
  }

  skipBlanks(): void {
    while (isBlank(this.peek())) this.at++;
  }

  /** Skips blanks, line ends, comments and line continuations. */
  skipGap(): void {
    for (;;) {
      const byte = this.peek();
      if (isBlank(byte) || (byte === 0x0d && this.peek(1) === 0x0a)) this.at++;
      else if (byte === 0x0a || byte === 0x0d) {
        this.at++;
        this.lines++;
        if (this.lines > mostLines) this.#end = this.at;
      } else if (!this.#skipComment(byte) && !this.#skipContinuation(byte)) return;
    }
  }

  /** Skips `text` if it comes next. */
  skip(text: string): boolean {
    for (let i = 0; i < text.length; i++) if (this.peek(i) !== text.charCodeAt(i)) return false;
    this.at += text.length;
    return true;
  }

  /** Skips the first of `texts` that comes next, if one does. */
  skipAny(texts: readonly string[]): boolean {
    for (let i = 0; i < texts.length; i++) if (this.skip(texts[i] as string)) return true;
    return false;
  }

  /** Skips a quote and the letters that may precede it: `f"`, `u8"`, `$@"`. */
  skipOpening(): boolean {
    let length = 0;
    while (length < 2 && prefixes[this.peek(length)] === 1) length++;
    if (!isQuote(this.peek(length))) return false;
    this.at += length + 1;
    return true;
  }

  /**
   * Length of the name ahead: letters, digits, `_`, and the separators of a qualified name (`std::string`,
   * `fmt.Sprint`).
   */
  nameLength(): number {
    let length = 0;
    while (length < longestName && isNamePart(this.peek(length), this.peek(length + 1))) length++;
    return length;
  }

  /** Skips the target of an assignment: `k`, `$env:K`, `this.k`, `obj->k`, `os.environ["K"]`. */
  skipTarget(): boolean {
    const first = this.peek();
    if (!isLetter(first) && targetStarts[first] !== 1) return false;
    this.at++;
    this.at += this.nameLength();
    if (this.peek() === 0x5b) this.#skipSubscript();
    return true;
  }

  /** True when the target that ends at `to` is an indexed element: `k[1]`. */
  endsElement(to: number): boolean {
    return this.#bytes[to - 1] === 0x5d;
  }

  /** Skips the name in `from` to `to`, unless a longer name starts here; a leading `$` is optional. */
  skipSame(from: number, to: number): boolean {
    let start = from;
    while (targetStarts[this.#bytes[start] as number] === 1 && this.#bytes[start] !== 0x5f) start++;
    const length = to - start;
    for (let i = 0; i < length; i++) if (this.peek(i) !== this.#bytes[start + i]) return false;
    const next = this.peek(length);
    if (length === 0 || isLetter(next) || next === 0x5f) return false;
    this.at += length;
    return true;
  }

  /** `["name"]`, `['name']`, `[name]`. */
  #skipSubscript(): void {
    let length = 1;
    const quote = this.peek(length);
    if (isQuote(quote)) length++;
    const from = length;
    while (length - from < longestName && isNamePart(this.peek(length), this.peek(length + 1))) length++;
    if (isQuote(quote) && this.peek(length++) !== quote) return;
    if (this.peek(length) === 0x5d) this.at += length + 1;
  }

  #skipComment(byte: number): boolean {
    const next = this.peek(1);
    const isBlock = byte === 0x2f && next === 0x2a;
    const isLine = byte === 0x23 || (byte === 0x2f && next === 0x2f) || (byte === 0x2d && next === 0x2d);
    if (!isBlock && !isLine) return false;
    let word = 0;
    for (let length = isBlock ? 2 : 1; ; length++) {
      const here = this.peek(length);
      if (isBlock ? here === 0x2a && this.peek(length + 1) === 0x2f : isLineEnd(here)) {
        this.at += isBlock ? length + 2 : length;
        return true;
      }
      if (isBlank(here) || isLineEnd(here)) word = 0;
      else if (isLetter(here)) word++;
      if (word > longestWord || this.#endsComment(here, length)) return passedInVain(length);
    }
  }

  /**
   * A comment contains no quote; otherwise it is more likely the text of a literal. An apostrophe in a word does not
   * count.
   */
  #endsComment(byte: number, ahead: number): boolean {
    if (byte === 0) return true;
    return isQuote(byte) && !(byte === 0x27 && isLetter(this.peek(ahead - 1)) && isLetter(this.peek(ahead + 1)));
  }

  /** `\`, `_`, `^`, a backtick or `...` at the end of a line. */
  #skipContinuation(byte: number): boolean {
    const isDots = byte === 0x2e && this.peek(1) === 0x2e && this.peek(2) === 0x2e;
    if (!isDots && lineContinuations[byte] !== 1) return false;
    // A backtick is also a quote.
    if (byte === 0x60 && this.#backticks++ > 0) return false;
    let length = isDots ? 3 : 1;
    while (isBlank(this.peek(length))) length++;
    if (!isLineEnd(this.peek(length))) return passedInVain(length);
    this.at += length;
    return true;
  }
}

/** Counts bytes examined ahead of the cursor but not skipped. */
function passedInVain(bytes: number): false {
  effort.bytes += bytes;
  return false;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}

function isLineEnd(byte: number): boolean {
  return byte === 0x0a || byte === 0x0d;
}

/** A letter, digit or `_`; or a dot, `:`, `->` or `!` followed by a name. */
function isNamePart(byte: number, next: number): boolean {
  if (isLetter(byte) || byte === 0x5f) return true;
  const goesOn = isLetter(next) || next === 0x5f;
  if (byte === 0x2e || byte === 0x3e || byte === 0x24 || byte === 0x40) return goesOn;
  if (byte === 0x3a) return goesOn || next === 0x3a;
  if (byte === 0x21) return next === 0x28;
  return byte === 0x2d && next === 0x3e;
}
