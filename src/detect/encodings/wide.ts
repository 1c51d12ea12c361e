import { type View, viewBuilder } from "../view.ts";
import { invisibleCharacters } from "./text-encoding.ts";

/** A text encoding that stores each character in the same number of bytes. */
export type WideEncoding = "utf-16le" | "utf-16be" | "utf-32le" | "utf-32be";

/** Bytes of one unit. */
export function unitBytes(encoding: WideEncoding): 2 | 4 {
  return encoding.startsWith("utf-16") ? 2 : 4;
}

/**
 * Decodes the run of wide text around index `hit` of `outer`, at which a whole unit starts. Keeps units below 256 and
 * drops invisible characters; any other unit ends the run on its side, since no credential contains one.
 */
export function decodeWide(outer: View, hit: number, encoding: WideEncoding): View {
  const { bytes } = outer;
  const unit = unitBytes(encoding);
  const isLittle = encoding.endsWith("le");
  const unitAt = (at: number) => {
    let value = 0;
    for (let index = 0; index < unit; index++) {
      value = value * 256 + (bytes[at + (isLittle ? unit - 1 - index : index)] ?? 0);
    }
    return value;
  };
  const isPart = (at: number) => {
    const value = unitAt(at);
    return value < 256 || isInvisible(value);
  };
  let first = hit;
  while (first >= unit && isPart(first - unit)) first -= unit;
  const builder = viewBuilder(outer, Math.floor(bytes.length / unit) + 1);
  for (let at = first; at + unit <= bytes.length && isPart(at); at += unit) {
    const value = unitAt(at);
    if (!isInvisible(value)) builder.append(value, at, at + unit - 1);
  }
  return builder.view();
}

function isInvisible(value: number): boolean {
  return value >= 0xad && invisibleCharacters.includes(value);
}
