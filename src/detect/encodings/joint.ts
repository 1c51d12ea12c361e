import { isLetter, isSegmentByte } from "../bytes.ts";
import { effort } from "../effort.ts";
import { isQuote, JointCursor } from "./joint-cursor.ts";

/*
 * A program joins two literals with one of these, across up to eight line ends and comments:
 * - nothing: `"a" "b"` (C, Python, shell);
 * - an operator: `"a" + "b"`, and `.`, `..`, `&`, `&&`, `||`, `,`, `++`, `<>`, `<<`, `~`, `^`, `*`, `//`, the `-` of a
 *   YAML list; before it a call without arguments (`"a".to_owned() +`), after it a call (`+ String("b")`);
 * - a call: `.append("b")`;
 * - after `;`, `,` or a line end a statement that appends: `x += "b"`, `x = x + "b"`, `x = "${x}b"`, `x << "b"`,
 *   `x.append("b")`, `strcat(x, "b")`, `x[1] = "b"`;
 * - `}${`, `}{` or `}` of a literal within a template.
 *
 * Unrelated neighbours may be joined here: a key is recognised by equal segments, and may start or end at a joint.
 */

/**
 * Letters that a string may begin with: `"a"f"b"`. Any other letter after a quote means that the quote opens a literal.
 */
const stringPrefixes = new Set(Buffer.from("fFrRbBuU"));

const operators = ["++", "+", "..", ".", "&&", "&", "||", ",", "<>", "<<", "~", "^", "*", "//"];
const assignments = ["++=", "+=", "..=", ".=", "&=", "||=", "<<=", "<<", "~=", "^=", "*="];
/** Around a name within a literal: `${k}`, `#{k}`, `\\(k)`, `{k}`. */
const openings = ["${", "#{", "\\(", "{"];
const closings = ["}", ")"];

/** Brackets that may close after a literal, or open before one. */
const mostBrackets = 3;

/** One cursor for all scans: they are many, and most are short. */
const cursor = new JointCursor();

/** End of the joint that starts with the quote at `at`, or `at` when there is none. */
export function endOfJoint(bytes: Uint8Array, at: number): number {
  const next = bytes[at + 1];
  if (!isQuote(bytes[at] ?? 0) || (isLetter(next) && !stringPrefixes.has(next ?? 0))) return at;
  cursor.start(bytes, at);
  const joins = skipBetween();
  effort.bytes += cursor.at - at;
  return joins ? cursor.at : at;
}

/** End of the opening `${"` of a literal within a template, or `at`. */
export function endOfInterpolation(bytes: Uint8Array, at: number): number {
  if (bytes[at + 1] !== 0x7b) return at;
  cursor.start(bytes, at + 1);
  cursor.skipBlanks();
  return cursor.skipOpening() ? cursor.at : at;
}

function skipBetween(): boolean {
  // `${"a"}b`, `${"a"}${"b"}`, `{"a"}{"b"}`
  if (cursor.skip("}")) return isSegmentByte(cursor.peek()) || (cursor.skipAny(openings) && skipLiteral());
  for (let brackets = 0; ; ) {
    cursor.skipGap();
    const byte = cursor.peek();
    if ((byte === 0x29 || byte === 0x5d) && brackets++ < mostBrackets) cursor.at++;
    else if (byte === 0x2e) {
      const call = skipMember();
      if (call === "empty") continue;
      if (call === "none" && !skipOperator()) return false;
      cursor.skipGap();
      return skipExpression();
    } else break;
  }
  if (skipLiteral()) return true;
  if (cursor.skip(";")) {
    cursor.skipGap();
    return skipStatement();
  }
  const isList = cursor.peek() === 0x2c;
  if (skipOperator()) return skipExpression() || (isList && skipStatement());
  return cursor.lines > 0 && skipStatement();
}

/** Skips `.name()` or `.name(`. */
function skipMember(): "empty" | "open" | "none" {
  const start = cursor.at;
  cursor.at++;
  cursor.at += cursor.nameLength();
  if (cursor.at > start + 1 && cursor.skip("(")) return cursor.skip(")") ? "empty" : "open";
  cursor.at = start;
  return "none";
}

function skipOperator(): boolean {
  if (cursor.peek() === 0x2d && cursor.peek(1) === 0x20 && cursor.lines > 0) cursor.at++;
  else if (!cursor.skipAny(operators)) return false;
  cursor.skipGap();
  return true;
}

/** `"`, `("`, `f"`. */
function skipLiteral(): boolean {
  for (let brackets = 0; brackets < mostBrackets && (cursor.skip("(") || cursor.skip("[")); brackets++)
    cursor.skipGap();
  return cursor.skipOpening();
}

/** The same, or as the argument of a call: `String("`, `&String::from("`. */
function skipExpression(): boolean {
  if (cursor.skip("&")) cursor.skipGap();
  if (skipLiteral()) return true;
  const length = cursor.nameLength();
  if (length === 0 || cursor.peek(length) !== 0x28) return false;
  cursor.at += length;
  return skipLiteral();
}

/** From the start of a statement that appends to a variable to the end of the quote that opens the appended text. */
function skipStatement(): boolean {
  let from = cursor.at;
  if (!cursor.skipTarget()) return false;
  let to = cursor.at;
  cursor.skipBlanks();
  if (cursor.at > to) {
    // `export K="$K…"`, `SET @k = @k + 'b'`
    const second = cursor.at;
    if (cursor.skipTarget()) {
      from = second;
      to = cursor.at;
      cursor.skipBlanks();
    }
  }
  const isElement = cursor.endsElement(to);
  if (cursor.skip("(")) return skipArgument();
  if (cursor.skipAny(assignments)) {
    cursor.skipGap();
    return skipExpression();
  }
  if (!cursor.skip("=")) return false;
  cursor.skipBlanks();
  // One element after another: `k[1] = "b"`.
  return (isElement && skipLiteral()) || skipItself(from, to);
}

/** `"b"` of `append("b")`, `k, "b"` of `strcat(k, "b")`. */
function skipArgument(): boolean {
  cursor.skipGap();
  if (skipLiteral()) return true;
  if (!cursor.skip("&")) cursor.skip("*");
  if (!cursor.skipTarget()) return false;
  cursor.skipBlanks();
  if (!cursor.skip(",")) return false;
  cursor.skipGap();
  return skipLiteral();
}

/** The variable in `from` to `to`, and the text appended to it: `k + "b"`, `"${k}b"`, `$k"b"`. */
function skipItself(from: number, to: number): boolean {
  const isInside = cursor.skipOpening();
  const isBraced = cursor.skipAny(openings);
  if (!isBraced && !cursor.skip("$")) cursor.skip("@");
  if (!cursor.skipSame(from, to)) return false;
  if (isBraced && !cursor.skipAny(closings)) return false;
  if (isInside) return true;
  cursor.skipGap();
  if (cursor.peek() !== 0x2e || skipMember() !== "open") skipOperator();
  return skipExpression();
}
