/** Bytes of an encoded text that contain a line end or border on one. */
export interface Cut {
  readonly bytes: Uint8Array;
  /** How many of them precede the first byte of encoded text. */
  readonly lead: number;
  /** Index of that byte in the text. */
  readonly index: number;
}

/** What may follow encoded text at the end of a line, including a line end that a literal writes as `\n`. */
const lineEnds = ["\n", "\r", "\\"];
/** What may precede encoded text on the next line. */
const lineStarts = ["\n", " ", "\t", "n"];
/** Line ends with what follows them, for text too short to be recognised from one side alone. */
const wholeLineEnds = ["\r\n", "\n ", "\n\t", "\\n", "\\r"];

/** Fewest bytes worth searching for. */
const fewest = 4;
/** Characters of encoded text next to a line end that suffice: more would only lengthen the anchors. */
const enough = 4;

const latin1 = (text: string) => Buffer.from(text, "latin1");

/**
 * The parts of an encoded text that remain when a line ends in it.
 * @param text encoded text, one byte for each character
 * @param from index of the first place where a line may end
 * @param step characters from one such place to the next
 */
export function cutsOf(text: string, from: number, step: number): Cut[] {
  const cuts: Cut[] = [];
  for (let at = from; at < text.length; at += step) {
    if (at === 0) continue;
    const left = text.slice(Math.max(0, at - enough), at);
    const right = text.slice(at, at + enough);
    const before = (end: string) => cuts.push({ bytes: latin1(left + end), lead: 0, index: at - left.length });
    const after = (start: string) => cuts.push({ bytes: latin1(start + right), lead: 1, index: at });
    if (Math.max(left.length, right.length) + 1 < fewest) [...wholeLineEnds, `\n${right}`].forEach(before);
    else if (left.length >= right.length) lineEnds.forEach(before);
    else lineStarts.forEach(after);
  }
  return cuts;
}
