import { watermark } from "../kinds/grammar.ts";

/*
 * Bytes as programs write them in separated hexadecimal digits. The pieces are so short that a line end anywhere leaves
 * one of them whole, except for the short beginnings of tokens.
 */

/** How pairs of hexadecimal digits are written within one line. */
type Form = (pairs: readonly string[]) => string;

const pairwise =
  (first: number): Form =>
  (pairs) =>
    pairs.map((pair, index) => (index % 2 === first && index < pairs.length - 1 ? `${pair} ` : pair)).join("");

/**
 * `hexdump -C`, `od -tx1` and Format-Hex; `xxd`, with groups that start at the first or the second byte; with colons.
 */
const dumps: readonly Form[] = [(pairs) => pairs.join(" "), pairwise(1), pairwise(0), (pairs) => pairs.join(":")];
/** `hexdump -C` when the wider gap in the middle of a line is inside the piece. */
const gapped: readonly Form[] = [1, 2, 3].map(
  (at): Form =>
    (pairs) =>
      `${pairs.slice(0, at).join(" ")}  ${pairs.slice(at).join(" ")}`,
);
/** Arrays in C and similar languages, with twelve elements per line. */
const arrays: readonly Form[] = [",", ", "].map(
  (separator): Form =>
    (pairs) => {
      return pairs.map((pair) => `0x${pair}`).join(separator);
    },
);

const watermarkPieces = [0, 1, 2, 3, 4].map((at) => watermark.slice(at, at + 4));

const written: readonly (readonly [pieces: readonly string[], forms: readonly Form[]])[] = [
  [[...watermarkPieces, "sess", "ess-", "ek_", "JQQJ", "QJ99", "ACOG"], dumps],
  [["JQQJ", "ACOG"], gapped],
  [[...watermarkPieces, "sess", "ess-", "ek_", "JQQ", "J99", "ACOG"], arrays],
];

/** Parts of credentials as a line of a dump shows them, in digits of either case. */
export const dumpedTexts: readonly string[] = written.flatMap(([pieces, forms]) =>
  pieces.flatMap((piece) => {
    const lower = [...Buffer.from(piece, "latin1")].map((byte) => byte.toString(16).padStart(2, "0"));
    const upper = lower.map((pair) => pair.toUpperCase());
    return forms.flatMap((form) => [form(lower), form(upper)]);
  }),
);
