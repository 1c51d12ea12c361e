/** Consecutive characters of a key that must not be shown. The masked form shows four, after a prefix that is no secret. */
const shortest = 12;

/**
 * A text in which every part of a credential that is twelve characters or longer is replaced by `…`, forwards or
 * backwards: for text written by a service that knows the credential. Twelve letters and digits are such a part also
 * in another case, and with anything else between them: spaces, punctuation, line breaks, or what does not print.
 */
export function maskParts(text: string, credential: string): string {
  return maskAsRead(maskAsRead(text, credential, everything), credential, lettersAndDigits);
}

/** The characters of a text that are compared. */
interface Reading {
  readonly characters: string;
  /** The position of each in the text. */
  readonly positions: readonly number[];
}

function everything(text: string): Reading {
  return { characters: text, positions: Array.from({ length: text.length }, (_, index) => index) };
}

function lettersAndDigits(text: string): Reading {
  const positions = [...text.matchAll(/[A-Za-z0-9]/g)].map(({ index }) => index);
  return { characters: text.replace(/[^A-Za-z0-9]/g, "").toLowerCase(), positions };
}

function maskAsRead(text: string, credential: string, read: (text: string) => Reading): string {
  const { characters, positions } = read(text);
  const forwards = read(credential).characters;
  const forms = [forwards, [...forwards].toReversed().join("")];
  let masked = "";
  let next = 0;
  let start = 0;
  while (start < characters.length) {
    const length = Math.max(...forms.map((form) => partLength(characters, start, form)));
    if (length < shortest) {
      start += 1;
    } else {
      masked += `${text.slice(next, positions[start])}…`;
      start += length;
      next = (positions[start - 1] ?? 0) + 1;
    }
  }
  return masked + text.slice(next);
}

/** Length of the longest part of `form` that the text has at a position; 0 when it is shorter than what is masked. */
function partLength(text: string, position: number, form: string): number {
  if (!form.includes(text.slice(position, position + shortest)) || position + shortest > text.length) return 0;
  let length = shortest;
  while (position + length < text.length && form.includes(text.slice(position, position + length + 1))) length += 1;
  return length;
}
