import { hexValue, isLetter, latin1 } from "../bytes.ts";

/**
 * True when a credential may start at `at`: the byte before is not a letter or digit, or it ends an escape (`\n`,
 * `\u0022`, `%3D`, `=3D`, a terminal's colour code) of such a character, or it is the `V` that introduces a string in
 * pickle protocol 0.
 */
export function startsWord(text: Uint8Array, at: number): boolean {
  if (!isLetter(text[at - 1])) return true;
  // No escape or terminal code ends with two letters of which the first is not a hexadecimal digit.
  if (isLetter(text[at - 2]) && hexValue(text[at - 2]) < 0) return false;
  if (text[at - 1] === 0x56 && (at === 1 || text[at - 2] === 0x0a)) return true;
  if (holdsEscape(text, at) && escapeBefore.test(latin1(text, Math.max(0, at - 12), at))) return true;
  const code = terminalCodeStart(text, at);
  return code < at && terminalCodeBefore.test(latin1(text, Math.max(0, code - 7), at));
}

/** True when an escape begins shortly before `at`. */
function holdsEscape(text: Uint8Array, at: number): boolean {
  for (let i = Math.max(0, at - 12); i < at; i++) {
    const byte = text[i];
    if (byte === 0x5c || byte === 0x25 || byte === 0x3d) return true;
  }
  return false;
}

const escapeBefore =
  /(?:\\[abefnrtv0]|\\[0-7]{1,3}|\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\u\{[0-9a-fA-F]{1,6}\}|[%=][0-9A-F]{2}|%[0-9a-f]{2})$/;

/** Largest number of bytes in a terminal code's parameters: two colours of three numbers each. */
const longestParameters = 40;

/** Offset of the `[` or `(` of a terminal code that may end directly before `at`, or `at`. */
function terminalCodeStart(text: Uint8Array, at: number): number {
  let start = at - 2;
  const earliest = start - longestParameters;
  // Digits, `:`, `;` and `<` to `?`.
  while (start > earliest && (text[start] ?? 0) >= 0x30 && (text[start] ?? 0) <= 0x3f) start--;
  return text[start] === 0x5b || text[start] === 0x28 ? start : at;
}

/**
 * A terminal code whose escape character is literal, written out by a program or `cat -v`, or lost, as in many logs. In
 * the last case only codes that set colours or clear lines, with a number, count.
 */
const terminalCodeBefore =
  /(?:(?:\x1b|\\e|\\E|\\0?33|\\x1[bB]|\\u001[bB]|\\u\{1[bB]\}|\^\[)(?:\[[0-?]{0,40}[A-Za-z]|\([A-Z0-9])|\[[0-9;]{1,40}[mK])$/;

/**
 * True when a token may start at `at`: at the start of a word, or after up to three `_` of Markdown or `-` of a diff
 * that do not continue a name.
 */
export function startsMarkedWord(text: Uint8Array, at: number): boolean {
  let start = at;
  while (at - start < 3 && isMark(text[start - 1])) start--;
  return !isMark(text[start - 1]) && startsWord(text, start);
}

/**
 * True when a line break inside a text, as in quoted-printable or a shell, follows at `end`: the next line continues
 * it.
 */
export function isLineBroken(text: Uint8Array, end: number): boolean {
  const next = text[end + 1];
  return (text[end] === 0x3d || text[end] === 0x5c) && (next === 0x0a || next === 0x0d);
}

export function isMark(byte: number | undefined): boolean {
  return byte === 0x2d || byte === 0x5f;
}
