/** The characters that a font's codes represent, according to the map that PDF readers use for copying text. */
export interface CodeMap {
  /** Bytes of one code. */
  readonly width: number;
  readonly characters: ReadonlyMap<number, string>;
}

/** Most codes of one map; fonts have no more. */
const mostCodes = 1 << 16;

/** The map in a stream of a PDF file, or null. */
export function codeMapOf(stream: Uint8Array): CodeMap | null {
  const text = Buffer.from(stream.buffer, stream.byteOffset, stream.length).toString("latin1");
  if (!text.includes("begincmap")) return null;
  const characters = new Map<number, string>();
  let width = 0;
  for (const [, section = ""] of text.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code = "", target = ""] of section.matchAll(/<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>/g)) {
      width = Math.max(width, bytesOf(code).length);
      if (characters.size < mostCodes) characters.set(numberOf(code), charactersOf(target));
    }
  }
  for (const [, section = ""] of text.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    const ranges = section.matchAll(/<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])/g);
    for (const [, from = "", to = "", start, list] of ranges) {
      width = Math.max(width, bytesOf(from).length);
      const targets =
        list === undefined ? null : [...list.matchAll(/<([0-9A-Fa-f\s]*)>/g)].map(([, each = ""]) => each);
      const first = numberOf(from);
      const last = Math.min(numberOf(to), first + mostCodes);
      for (let code = first; code <= last && characters.size < mostCodes; code++) {
        const character =
          targets === null ? following(start ?? "", code - first) : charactersOf(targets[code - first] ?? "");
        characters.set(code, character);
      }
    }
  }
  return characters.size === 0 ? null : { width, characters };
}

function bytesOf(digits: string): Buffer {
  return Buffer.from(digits.replace(/\s/g, ""), "hex");
}

function numberOf(digits: string): number {
  return bytesOf(digits).reduce((sum, byte) => sum * 256 + byte, 0);
}

/** UTF-16, big-endian. */
function charactersOf(digits: string): string {
  const bytes = bytesOf(digits);
  return bytes
    .subarray(0, bytes.length & ~1)
    .swap16()
    .toString("utf16le");
}

function following(digits: string, distance: number): string {
  const start = charactersOf(digits);
  const last = start.charCodeAt(start.length - 1);
  return `${start.slice(0, -1)}${String.fromCharCode(last + distance)}`;
}

/** The text that a run of codes represents. */
export function decodeCodes({ width, characters }: CodeMap, bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at + width <= bytes.length; at += width) {
    let code = 0;
    for (let index = 0; index < width; index++) code = code * 256 + (bytes[at + index] ?? 0);
    text += characters.get(code) ?? "\ufffd";
  }
  return text;
}
