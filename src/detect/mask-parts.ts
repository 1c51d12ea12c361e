/** Consecutive characters of a key that must not be shown. The masked form shows four, after a prefix that is no secret. */
const shortest = 12;

/**
 * A text in which every part of a credential that is twelve characters or longer is replaced by `…`, forwards or
 * backwards: for text written by a service that knows the credential.
 */
export function maskParts(text: string, credential: string): string {
  const forms = [credential, [...credential].toReversed().join("")];
  let masked = "";
  let position = 0;
  while (position < text.length) {
    const length = Math.max(...forms.map((form) => partLength(text, position, form)));
    if (length < shortest) {
      masked += text.charAt(position);
      position += 1;
    } else {
      masked += "…";
      position += length;
    }
  }
  return masked;
}

/** Length of the longest part of `form` that the text has at a position; 0 when it is shorter than what is masked. */
function partLength(text: string, position: number, form: string): number {
  if (!form.includes(text.slice(position, position + shortest)) || position + shortest > text.length) return 0;
  let length = shortest;
  while (position + length < text.length && form.includes(text.slice(position, position + length + 1))) length += 1;
  return length;
}
