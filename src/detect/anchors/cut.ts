/** Bytes of an encoded text with a line end among them, or on one side of it. */
export interface Cut {
  readonly bytes: Uint8Array;
  /** How many of them stand before the first that is encoded text. */
  readonly lead: number;
  /** Index of that one in the text. */
  readonly index: number;
}

/** Beginnings of what may stand at the end of a line of encoded text, with the line end that a literal writes as `\n`. */
const lineEnds = ["\n", "\r", "\\"];
/** Ends of what may stand before the next line. */
const lineStarts = ["\n", " ", "\t", "n"];
/** Line ends with what follows them, for text too short to be known by one side alone. */
const wholeLineEnds = ["\r\n", "\n ", "\n\t", "\\n", "\\r"];

/** Fewest bytes that are searched for. */
const fewest = 4;
/** Characters of encoded text beside a line end that tell enough: longer ones would only be more. */
const enough = 4;

const latin1 = (text: string) => Buffer.from(text, "latin1");

/**
 * What is left of an encoded text where a line ends in it.
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
