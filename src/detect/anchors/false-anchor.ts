import { hasText, hexValue, isLetter, isSegmentByte, latin1 } from "../bytes.ts";
import { isBase64, isFewCharacters, isOtherInBase64 } from "../encodings/base64.ts";
import { bytesOf, encodingLeads } from "../encodings/encoding-marks.ts";
import { isLoneNumber, isNearHexDigits } from "../encodings/hex.ts";
import { endOfJoint } from "../encodings/joint.ts";
import { isQuote, longestJoint } from "../encodings/joint-cursor.ts";
import { startsWord } from "../kinds/boundary.ts";
import { watermark } from "../kinds/grammar.ts";
import { azureNeighbourhood, hexRun, shortestCredential } from "../reach.ts";
import { accountNames, encodedAccessToken } from "./account-names.ts";
import type { Anchor } from "./anchors.ts";

/** Fewest base64 characters of a container that can hold a credential. */
const fewestPacked = 60;

/** Bytes of base64 counted on each side of an anchor. */
const nearby = 64;

/**
 * True when the bytes after an anchor cannot belong to a credential in any encoding. These are the most frequent
 * anchors in source text, compiled code and data, and each would have its surroundings decoded. False when `bytes` end
 * too soon to decide.
 */
export function isFalseAnchor(bytes: Uint8Array, at: number, anchor: Anchor): boolean {
  const start = at + anchor.lead;
  switch (anchor.outer) {
    case "plain":
      if (hasText(anchor.bytes, 0, "rt_")) return isFalseRefreshToken(bytes, at);
      return goesOnOtherwise(bytes, at, anchor.bytes);
    case "base64":
      return (
        (isWhole(anchor) && isOtherInBase64(bytes, start, anchor.bytes.length - anchor.lead, anchor.phase)) ||
        isFewCharacters(bytes, start, Math.floor((shortestCredential * 4) / 3), nearby)
      );
    case "hex":
      return isLoneNumber(bytes, start, 2 * shortestCredential);
    case "packed":
      return isFewCharacters(bytes, start, fewestPacked, nearby);
    case "azure-name":
      return !isNearHexDigits(bytes, at, azureNeighbourhood + hexRun, hexRun);
    default:
      return false;
  }
}

/**
 * The letters or digits that may come next: no text encoding writes one as another. For an escape, the first digit of a
 * dash or underscore, or of what begins another encoding of one.
 */
const followers: ReadonlyMap<string, string> = new Map([
  ["JQQJ", "9"],
  ...["ek", "sess"].map((word) => [`${word}\\u`, "0"] as const),
  ...["ek", "sess"].map((word) => [`${word}\\x`, "235"] as const),
]);

/** Characters with which a text encoding, a line end or the joint of two literals may begin. */
const openers = bytesOf(`${encodingLeads}\n\r`);

function goesOnOtherwise(bytes: Uint8Array, at: number, anchor: Uint8Array): boolean {
  const next = at + anchor.length;
  const text = latin1(anchor, 0, anchor.length);
  const allowed = followers.get(text);
  if (allowed !== undefined) return isWordByte(bytes[next]) && !allowed.includes(latin1(bytes, next, next + 1));
  const part = watermark.indexOf(text);
  if (part !== -1) return differs(bytes, next, watermark.slice(part + text.length));
  if (text === "sess-") return isShorter(bytes, next, 40, isLetter);
  if (nameAnchors.has(text)) return !isNearAccessToken(bytes, at, next);
  // `insert\x20`
  if (text.startsWith("rt\\")) return !startsWord(bytes, at);
  // `seek_end`, `week_date`
  return text.startsWith("ek_") && isShorter(bytes, next, 31, (byte) => hexValue(byte) >= 0);
}

/** True for an anchor without a line end in it or after it. */
function isWhole({ bytes, lead }: Anchor): boolean {
  return bytes.every((byte, index) => index < lead || isBase64(byte));
}

/** True when fewer than `length` bytes of a token (`part`) come next, followed by a byte that cannot continue one. */
function isShorter(
  bytes: Uint8Array,
  from: number,
  length: number,
  isPart: (byte: number | undefined) => boolean,
): boolean {
  let end = from;
  while (end < from + length && isPart(bytes[end])) end++;
  const byte = bytes[end];
  if (end === from + length || byte === undefined) return false;
  // Most often the quote simply ends the string.
  if (isQuote(byte)) return end + longestJoint < bytes.length && endOfJoint(bytes, end) === end;
  return !openers.has(byte);
}

const nameAnchors: ReadonlySet<string> = new Set(accountNames);

/** Bytes on each side of an access token's name in which the token may begin, including escapes and joints. */
const tokenNeighbourhood = 512;

const encodedStart = encodedAccessToken.charCodeAt(0);

/** Characters that may begin an encoded dash of `at-`, or a joint before it. */
const afterAt = bytesOf(`-${encodingLeads}+,\n\r`);

/**
 * True when a name is near something that may begin an access token, encoded or not, or too near an end of the bytes to
 * decide. Most such names belong to settings and to other vendors' tokens.
 */
function isNearAccessToken(bytes: Uint8Array, start: number, end: number): boolean {
  if (start < tokenNeighbourhood || end + tokenNeighbourhood > bytes.length) return true;
  for (let at = start - tokenNeighbourhood; at < end + tokenNeighbourhood; at++) {
    if (bytes[at] === 0x61 && bytes[at + 1] === 0x74 && afterAt.has(bytes[at + 2] as number)) return true;
    if (bytes[at] === encodedStart && hasText(bytes, at, encodedAccessToken)) return true;
  }
  return false;
}

/** `rt_` as the search reads it, in the lower three bytes of a gram. */
const refreshGram = 0x5f7472;

/**
 * True for the most frequent of these, `start_time` and `insert_into`, by a few bytes alone: they are most of what the
 * search finds in source text. Every gram that begins with `rt_` is the beginning of a refresh token.
 */
export function isFalseGram(bytes: Uint8Array, at: number, gram: number): boolean {
  return (
    (gram & 0xffffff) === refreshGram &&
    bytes[at + 3 + refreshHalf] !== 0x2e &&
    isLetter(bytes[at - 1]) &&
    isLetter(bytes[at - 2]) &&
    hexValue(bytes[at - 2]) < 0
  );
}

/** Characters of the first half of a refresh token. */
const refreshHalf = 43;

/** `start_time`, `insert_into`: the most frequent ones in source text and programs, so the cheap checks come first. */
function isFalseRefreshToken(bytes: Uint8Array, at: number): boolean {
  const from = at + 3;
  const half = from + refreshHalf;
  // In binary data a whole token may follow a letter.
  if (bytes[half] !== 0x2e && !startsWord(bytes, at)) return true;
  let end = from;
  while (end < half && isSegmentByte(bytes[end])) end++;
  const byte = bytes[end];
  if (end === half) return isSegmentByte(byte);
  if (byte === undefined) return false;
  return isShorter(bytes, end, half - end, isSegmentByte) || !startsWord(bytes, at);
}

/** True when another letter or digit replaces `expected`; any other byte may begin an encoding of it. */
function differs(bytes: Uint8Array, at: number, expected: string): boolean {
  let index = 0;
  while (index < expected.length && bytes[at + index] === expected.charCodeAt(index)) index++;
  return index < expected.length && isWordByte(bytes[at + index]);
}

function isWordByte(byte: number | undefined): boolean {
  return isLetter(byte) || byte === 0x5f;
}
