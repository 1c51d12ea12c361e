/** Words that people write where a key belongs; a random segment holds one of them by chance about once in 10^9. */
const words =
  /example|placeholder|redacted|changeme|replace.?me|your.?(?:api|openai|secret|key|token)|fake.?key|test.?key|not.?a.?(?:real|key)/i;

/** Distinct characters below which a segment of some length is no random text. */
function fewestDistinct(length: number): number {
  return length < 30 ? 7 : length < 60 ? 11 : 14;
}

/** Length from which a run of one character is no chance: sixteen characters repeat more often than sixty-two do. */
function fewestRepeated(alphabetSize: number): number {
  return alphabetSize > 16 ? 6 : 8;
}

/** True when the random parts of a candidate are obviously not random. */
export function isPlaceholder(segments: readonly string[], alphabetSize = 62): boolean {
  return segments.some((segment) => {
    if (segment.length < 16) return false;
    if (words.test(segment)) return true;
    const distinct = new Set(segment).size;
    if (distinct < Math.min(fewestDistinct(segment.length), alphabetSize / 2 - 2)) return true;
    return longestRepeat(segment) >= fewestRepeated(alphabetSize) || longestCount(segment) >= 8 || isPeriodic(segment);
  });
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

/** Length of the longest run that counts up or down: `12345678`, `abcdefgh`, `9876…`; `9` is followed by `0`. */
function longestCount(text: string): number {
  let longest = 1;
  let up = 1;
  let down = 1;
  for (let i = 1; i < text.length; i++) {
    const step = text.charCodeAt(i) - text.charCodeAt(i - 1);
    const wraps = text[i] === "0" && text[i - 1] === "9";
    up = step === 1 || wraps ? up + 1 : 1;
    down = step === -1 || (text[i] === "9" && text[i - 1] === "0") ? down + 1 : 1;
    longest = Math.max(longest, up, down);
  }
  return longest;
}

/** True when the text repeats itself with a period of at most a third of its length. */
function isPeriodic(text: string): boolean {
  for (let period = 1; period <= text.length / 3; period++) {
    if (text.slice(period) === text.slice(0, -period)) return true;
  }
  return false;
}
