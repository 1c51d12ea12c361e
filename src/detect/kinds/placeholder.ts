/** Words written in place of a key; a random segment contains one of them about once in 10^9. */
const words =
  /example|placeholder|redacted|changeme|replace.?me|your.?(?:api|openai|secret|key|token)|fake.?key|test.?key|not.?a.?(?:real|key)|qwertyui|asdfghjk|1qaz2wsx/i;

/**
 * Shorter words count when they are repeated. With `p = 2/62` for a letter in either case and 148 places, a random key
 * holds `fakefake` or the like once in 4 * 148 * p^8 = 7 * 10^-10, three such words once in 64 * 148^3/6 * p^12 =
 * 4 * 10^-11, `dummy` twice once in 148^2/2 * p^10 = 8 * 10^-12.
 */
const doubledWords = /(fake|test|mock|demo)[-_]?\1/i;
const shortWords = /fake|test|mock|demo/gi;
const dummy = /dummy/gi;

/** Fewest distinct characters of a random segment, by length. */
function fewestDistinct(length: number): number {
  return length < 30 ? 7 : length < 60 ? 11 : 14;
}

/**
 * Length from which counting in either case (`aBcDeF`) is not a coincidence: eight steps of 2/62 at 66 places of two
 * segments, up and down, have a probability of 3 * 10^-10.
 */
const fewestCounted = 9;

/** The same for two counts in turn (`a1b2c3`): probability 4 * 10^-11 for ten steps of 1/16 at 20 places, twice. */
function fewestInTurn(alphabetSize: number): number {
  return alphabetSize > 16 ? 10 : 12;
}

/**
 * Length from which a run of one character is not a coincidence: with sixteen characters runs are more common than with
 * 62.
 */
function fewestRepeated(alphabetSize: number): number {
  return alphabetSize > 16 ? 6 : 8;
}

/** True when the random parts of a candidate are obviously not random. */
export function isPlaceholder(segments: readonly string[], alphabetSize = 62): boolean {
  const [left, right] = segments;
  if (left === right && left !== undefined && left.length >= 16) return true;
  const all = segments.join("\n");
  if (countOf(all, shortWords) >= 3 || countOf(all, dummy) >= 2) return true;
  return segments.some((segment) => segment.length >= 16 && isPatterned(segment, alphabetSize));
}

function isPatterned(segment: string, alphabetSize: number): boolean {
  if (words.test(segment) || doubledWords.test(segment)) return true;
  const distinct = new Set(segment).size;
  if (distinct < Math.min(fewestDistinct(segment.length), alphabetSize / 2 - 2)) return true;
  return (
    longestRepeat(segment) >= fewestRepeated(alphabetSize) ||
    longestCount(segment, 1) >= 8 ||
    longestCount(segment.toLowerCase(), 1) >= fewestCounted ||
    longestCount(segment.toLowerCase(), 2) >= fewestInTurn(alphabetSize) ||
    isPeriodic(segment)
  );
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** Length of the longest run of one character. */
function longestRepeat(text: string): number {
  let longest = 1;
  let run = 1;
  for (let i = 1; i < text.length; i++) {
    run = text[i] === text[i - 1] ? run + 1 : 1;
    if (run > longest) longest = run;
  }
  return longest;
}

/**
 * Length of the longest run in which each character is one above or below the one `stride` before it: `12345678`,
 * `abcdefgh`, `9876…`, or with a stride of two `a1b2c3d4`; `0` follows `9`.
 */
function longestCount(text: string, stride: 1 | 2): number {
  let longest: number = stride;
  let up: number = stride;
  let down: number = stride;
  for (let i = stride; i < text.length; i++) {
    const step = text.charCodeAt(i) - text.charCodeAt(i - stride);
    const wraps = text[i] === "0" && text[i - stride] === "9";
    up = step === 1 || wraps ? up + 1 : stride;
    down = step === -1 || (text[i] === "9" && text[i - stride] === "0") ? down + 1 : stride;
    longest = Math.max(longest, up, down);
  }
  return longest;
}

/**
 * True when the text repeats with a period of at most half its length: for nine of 62 characters that is not chance.
 */
function isPeriodic(text: string): boolean {
  for (let period = 1; period <= text.length / 2; period++) {
    if (text.slice(period) === text.slice(0, -period)) return true;
  }
  return false;
}
