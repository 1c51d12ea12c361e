// Controls, line and paragraph separators, bidirectional controls, invisible characters, lone surrogates.
const unprintable =
  /[\u0000-\u001f\u007f-\u009f\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const directional = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The text on one line, with everything that does not print made visible: `\u{202e}`. */
export function visible(text: string): string {
  return text.replace(unprintable, (character) =>
    character === "\n" || character === "\t" || character === "\r"
      ? " "
      : `\\u{${character.charCodeAt(0).toString(16)}}`,
  );
}

/** True for text that a reader may see in another order than a program reads it. */
export function changesDirection(text: string): boolean {
  return text.search(directional) !== -1;
}

/** The same JSON, in which no string changes the direction of the text around it. */
export function escapeDirection(json: string): string {
  return json.replace(directional, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
