import { watermark } from "../kinds/grammar.ts";

/*
 * How programs write bytes in hexadecimal digits with something between them. A line ends somewhere: the pieces are so
 * short that one of them stands whole in a line wherever that is, but for the short beginnings of tokens.
 */

/** How the pairs of digits of some bytes are written in one line. */
type Form = (pairs: readonly string[]) => string;

const pairwise =
  (first: number): Form =>
  (pairs) =>
    pairs.map((pair, index) => (index % 2 === first && index < pairs.length - 1 ? `${pair} ` : pair)).join("");

/** `hexdump -C`, `od -tx1` and Format-Hex; `xxd`, in groups that begin with the first byte or the second; with colons. */
const dumps: readonly Form[] = [(pairs) => pairs.join(" "), pairwise(1), pairwise(0), (pairs) => pairs.join(":")];
/** Of `hexdump -C`, where the wider gap in the middle of a line is within a piece. */
const gapped: readonly Form[] = [1, 2, 3].map(
  (at): Form =>
    (pairs) =>
      `${pairs.slice(0, at).join(" ")}  ${pairs.slice(at).join(" ")}`,
);
/** Arrays of C and its relatives, with twelve elements in a line. */
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

/** What a line of a dump holds that shows a part of a credential, in digits of either case. */
export const dumpedTexts: readonly string[] = written.flatMap(([pieces, forms]) =>
  pieces.flatMap((piece) => {
    const lower = [...Buffer.from(piece, "latin1")].map((byte) => byte.toString(16).padStart(2, "0"));
    const upper = lower.map((pair) => pair.toUpperCase());
    return forms.flatMap((form) => [form(lower), form(upper)]);
  }),
);
