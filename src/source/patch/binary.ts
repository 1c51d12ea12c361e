import { inflateSync } from "node:zlib";
import { type Lines, text } from "./lines.ts";

/** The content of a binary file in a diff. */
export type BinaryChange =
  /** The whole new content. */
  | { readonly type: "literal"; readonly bytes: Uint8Array }
  /** Only the difference to the old content, or content that is too large: it must be read another way. */
  | { readonly type: "delta" }
  /** `Binary files … differ`. */
  | { readonly type: "left-out" };

/** Parses what follows `GIT binary patch`: the new side and, if present, the old one. Null when it is malformed. */
export function parseBinary(lines: Lines, maximumBytes: number): BinaryChange | null {
  const forward = readSide(lines, maximumBytes);
  if (forward === null) return null;
  const next = lines.peek();
  if (next !== null && sideHeader.test(text(next)) && readSide(lines, 0) === null) return null;
  return forward;
}

const sideHeader = /^(literal|delta) (\d{1,12})$/;

function readSide(lines: Lines, maximumBytes: number): BinaryChange | null {
  const header = lines.next();
  const match = header === null ? null : sideHeader.exec(text(header));
  if (match === null) return null;
  const size = Number(match[2]);
  const parts: Uint8Array[] = [];
  for (let line = lines.next(); ; line = lines.next()) {
    if (line === null) return null;
    if (line.bytes.length === 0) break;
    const part = decodeLine(line.bytes);
    if (part === null) return null;
    parts.push(part);
  }
  if (match[1] === "delta" || size > maximumBytes) return { type: "delta" };
  if (size === 0) return { type: "literal", bytes: new Uint8Array() };
  try {
    const bytes = inflateSync(Buffer.concat(parts), { maxOutputLength: size });
    return bytes.length === size ? { type: "literal", bytes } : null;
  } catch {
    return null;
  }
}

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
const digits = new Int8Array(256).fill(-1);
for (const [digit, character] of [...alphabet].entries()) digits[character.charCodeAt(0)] = digit;

/** One line of git's base 85: a letter for the number of bytes (A is 1, z is 52), then five characters for every four bytes. */
function decodeLine(line: Uint8Array): Uint8Array | null {
  const letter = line[0] ?? 0;
  const length =
    letter >= 0x41 && letter <= 0x5a ? letter - 0x40 : letter >= 0x61 && letter <= 0x7a ? letter - 0x60 + 26 : 0;
  const groups = Math.ceil(length / 4);
  if (length === 0 || line.length !== 1 + groups * 5) return null;
  const out = Buffer.alloc(groups * 4);
  for (let group = 0; group < groups; group++) {
    let value = 0;
    for (let index = 0; index < 5; index++) {
      const digit = digits[line[1 + group * 5 + index] ?? 0] ?? -1;
      if (digit === -1) return null;
      value = value * 85 + digit;
    }
    if (value > 0xffffffff) return null;
    out.writeUInt32BE(value, group * 4);
  }
  return out.subarray(0, length);
}
