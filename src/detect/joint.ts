import { isLetter } from "./grammar.ts";
import { latin1 } from "./latin1.ts";

/**
 * Between two literals that a program joins: the closing quote, an operator or nothing, line ends, comments, and the
 * next opening quote. Covers `"a" + "b"` (JavaScript, Java, Go, C#, Python …), `"a" "b"` (C, Python, shell), `"a" . "b"`
 * (PHP, Perl), `"a" .. "b"` (Lua), `"a" & _` (Visual Basic), `"a" ++ "b"`, `"a" <> "b"`, `concat!("a", "b")`,
 * `.append("b")`, `x += "b"`.
 */
const comment = String.raw`(?:(?://|#|--)[^\r\n"'${"`"}]{0,80}(?=[\r\n])|/\*[^*]{0,80}\*/)`;
const gap = String.raw`(?:[ \t]{0,60}${comment})?[ \t]{0,60}[\\_]?(?:\r?\n[ \t]{0,60}(?:${comment}[ \t]{0,60})?){0,3}`;
const operator = String.raw`(?:\+\+|\+|\.\.|\.(?:append|concat|push|push_str|join)\(|\.|&|\|\||,|<>|<<|~|\^)`;
const assignment = String.raw`;?[ \t]*\r?\n[ \t]{0,60}[$@A-Za-z_][\w.$>-]{0,40}[ \t]*(?:\+|\.|\.\.)=`;
const joint = new RegExp(
  String.raw`["'${"`"}][ \t]{0,8}\)?(?:${assignment}|${gap}${operator}?)${gap}[ \t]{0,60}\(?[fFrRbBuU@$]{0,2}["'${"`"}]`,
  "y",
);

/** Longest joint, in bytes: a bound for the search and for a reader in chunks. */
export const longestJoint = 320;

const quotes = new Set([0x22, 0x27, 0x60]);

/** Letters that a string may begin with: `"a"f"b"`. Any other one after a quote tells that it opens a literal. */
const stringPrefixes = new Set(Buffer.from("fFrRbBuU"));

/** Where the joint that starts with the quote at `at` ends, or `at` when there is none. */
export function endOfJoint(bytes: Uint8Array, at: number): number {
  if (!quotes.has(bytes[at] ?? 0)) return at;
  const next = bytes[at + 1];
  if (isLetter(next) && !stringPrefixes.has(next ?? 0)) return at;
  const text = latin1(bytes, at, at + longestJoint);
  joint.lastIndex = 0;
  return joint.test(text) ? at + joint.lastIndex : at;
}
