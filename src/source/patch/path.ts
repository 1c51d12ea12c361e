const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

const escapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 0x22,
  "\\": 0x5c,
};

const quote = 0x22;
const backslash = 0x5c;

/** A path as written in a diff: verbatim, or quoted with C escapes. Invalid UTF-8 becomes U+FFFD. */
export function unquotePath(bytes: Uint8Array): string {
  if (bytes[0] !== quote) return utf8.decode(bytes);
  return readQuoted(bytes)?.path ?? utf8.decode(bytes);
}

/**
 * The two paths of a `diff --git a/… b/…` line, without their prefixes; null when they cannot be separated, which
 * happens only when other headers contain them.
 */
export function headerPaths(bytes: Uint8Array): readonly [string, string] | null {
  const pair = splitPair(bytes);
  if (pair === null || !pair[0].startsWith("a/") || !pair[1].startsWith("b/")) return null;
  return [pair[0].slice(2), pair[1].slice(2)];
}

function splitPair(bytes: Uint8Array): readonly [string, string] | null {
  if (bytes[0] === quote) {
    const first = readQuoted(bytes);
    return first === null ? null : [first.path, unquotePath(bytes.subarray(first.length + 1))];
  }
  if (bytes.at(-1) === quote) {
    const start = utf8Index(bytes, ' "b/');
    return start === -1 ? null : [utf8.decode(bytes.subarray(0, start)), unquotePath(bytes.subarray(start + 1))];
  }
  // Both names are equal unless another header contains them, so the space in the middle separates them.
  const middle = (bytes.length - 1) / 2;
  if (!Number.isInteger(middle) || bytes[middle] !== 0x20) return null;
  const pair = [utf8.decode(bytes.subarray(0, middle)), utf8.decode(bytes.subarray(middle + 1))] as const;
  return pair[0].slice(2) === pair[1].slice(2) ? pair : null;
}

function utf8Index(bytes: Uint8Array, text: string): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(text);
}

/** `length` counts the bytes from the first quote to the last. */
function readQuoted(bytes: Uint8Array): { path: string; length: number } | null {
  const out: number[] = [];
  for (let at = 1; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === quote) return { path: utf8.decode(Uint8Array.from(out)), length: at + 1 };
    if (byte !== backslash) {
      out.push(byte);
      continue;
    }
    const octal = String.fromCharCode(...bytes.subarray(at + 1, at + 4));
    if (/^[0-3][0-7]{2}$/.test(octal)) {
      out.push(Number.parseInt(octal, 8));
      at += 3;
      continue;
    }
    const escaped = escapes[String.fromCharCode(bytes[at + 1] ?? 0)];
    if (escaped === undefined) return null;
    out.push(escaped);
    at += 1;
  }
  return null;
}
