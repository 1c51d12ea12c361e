/** A token of a gitignore pattern. */
export type PatternToken =
  /** One character. */
  | { readonly type: "one"; readonly matches: (character: string) => boolean }
  /** `*`: any characters within a segment. */
  | { readonly type: "within-segment" }
  /** A `**` followed by a slash, including that slash: any number of whole folders. */
  | { readonly type: "any-folders" }
  /** A `**` at the end or before an escaped slash. */
  | { readonly type: "anything" };

const never: PatternToken = { type: "one", matches: () => false };

/**
 * The tokens of a pattern whose characters are bytes, without its leading and trailing slash, as git's `wildmatch.c`
 * reads them. What is malformed, such as a set without an end, matches nothing.
 */
export function patternTokens(pattern: string): PatternToken[] {
  const tokens: PatternToken[] = [];
  const firstSpecial = pattern.search(/[*?[\\]/);
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] as string;
    if (character === "*") {
      const stars = /^\*+/.exec(pattern.slice(at))?.[0].length ?? 1;
      const end = at + stars;
      // Git compares the text before the first special character literally, and matches the rest as a separate pattern.
      const isAlone = at === firstSpecial || pattern[at - 1] === "/";
      // Before an escaped slash git lets `**` stand for one folder or more, never for none.
      const isWhole = end === pattern.length || pattern.startsWith("\\/", end);
      if (stars > 1 && isAlone && isWhole) tokens.push({ type: "anything" });
      else if (stars > 1 && isAlone && pattern[end] === "/") {
        tokens.push({ type: "any-folders" });
        at = end;
        continue;
      } else tokens.push({ type: "within-segment" });
      at = end - 1;
    } else if (character === "?") {
      tokens.push({ type: "one", matches: (other) => other !== "/" });
    } else if (character === "[") {
      const set = readSet(pattern, at + 1);
      tokens.push(set.token);
      at = set.end;
    } else {
      if (character === "\\") at++;
      const literal = pattern[at];
      tokens.push(literal === undefined ? never : { type: "one", matches: (other) => other === literal });
    }
  }
  return tokens;
}

interface CharacterSet {
  readonly token: PatternToken;
  /** Offset of its `]`, or the end of the pattern. */
  readonly end: number;
}

/** The set whose first character, after the `[`, is at `start`. */
function readSet(pattern: string, start: number): CharacterSet {
  const malformed: CharacterSet = { token: never, end: pattern.length };
  const isNegated = pattern[start] === "!" || pattern[start] === "^";
  const first = isNegated ? start + 1 : start;
  const members: ((character: string) => boolean)[] = [];
  /** The character that would start a range if a `-` followed. */
  let rangeStart: string | null = null;
  for (let at = first; at < pattern.length; at++) {
    const character = pattern[at] as string;
    if (character === "]" && at > first) {
      const matches = (other: string) => other !== "/" && members.some((member) => member(other)) !== isNegated;
      return { token: { type: "one", matches }, end: at };
    }
    const named = character === "[" && pattern[at + 1] === ":" ? readClass(pattern, at + 2) : null;
    if (named !== null) {
      if (named.matches === null) return malformed;
      members.push(named.matches);
      rangeStart = null;
      at = named.end;
    } else if (character === "-" && rangeStart !== null && (pattern[at + 1] ?? "]") !== "]") {
      at += pattern[at + 1] === "\\" ? 2 : 1;
      const [from, to] = [rangeStart, pattern[at]];
      if (to === undefined) return malformed;
      members.push((other) => other >= from && other <= to);
      rangeStart = null;
    } else {
      if (character === "\\") at++;
      const literal = pattern[at];
      if (literal === undefined) return malformed;
      members.push((other) => other === literal);
      rangeStart = literal;
    }
  }
  return malformed;
}

/** Git's definition of the POSIX classes: ASCII only, with four kinds of white space. */
const classes: Readonly<Record<string, RegExp>> = {
  alnum: /[a-zA-Z0-9]/,
  alpha: /[a-zA-Z]/,
  blank: /[ \t]/,
  cntrl: /[\0-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t\n\r]/,
  upper: /[A-Z]/,
  xdigit: /[a-fA-F0-9]/,
};

/** The class whose name starts at `start`, and the offset of its `]`; null when it does not end in `:]`. */
function readClass(pattern: string, start: number) {
  const end = pattern.indexOf("]", start);
  if (end === -1) return { matches: null, end: pattern.length };
  if (end === start || pattern[end - 1] !== ":") return null;
  const name = pattern.slice(start, end - 1);
  const expression = Object.hasOwn(classes, name) ? classes[name] : undefined;
  return { matches: expression === undefined ? null : (other: string) => expression.test(other), end };
}
