/**
 * True when a gitignore pattern (without a leading `!`) matches the path or one of its folders.
 * Paths are compared by code unit, upper and lower case apart, in time linear in pattern times path:
 * a configuration cannot make it slow.
 */
export function matchesPath(pattern: string, path: string): boolean {
  const folderOnly = pattern.endsWith("/");
  const trimmed = folderOnly ? pattern.slice(0, -1) : pattern;
  if (trimmed === "" || path === "") return false;
  const anchored = trimmed.includes("/");
  const wanted = trimmed.replace(/^\//, "").split("/");
  const segments = path.split("/");
  const parts = anchored ? wanted : ["**", ...wanted];
  // A pattern that matches a folder covers all that is in it, so it need not reach the path's end.
  const last = folderOnly ? segments.length - 1 : segments.length;
  return ends(parts, segments).some((reached, at) => reached && at > 0 && at <= last);
}

/** For each number of leading segments, whether the parts match exactly those. */
function ends(parts: readonly string[], segments: readonly string[]): readonly boolean[] {
  // reachable[i]: the parts so far can end before segment i.
  let reachable = new Array<boolean>(segments.length + 1).fill(false);
  reachable[0] = true;
  for (const [index, part] of parts.entries()) {
    const next = new Array<boolean>(segments.length + 1).fill(false);
    if (part === "**") {
      // At the end it stands for what is inside a folder, so for one segment at least.
      const least = index === parts.length - 1 ? 1 : 0;
      const first = reachable.indexOf(true);
      if (first !== -1) next.fill(true, first + least);
    } else {
      for (const [at, segment] of segments.entries()) {
        if (reachable[at] && matchesSegment(part, segment)) next[at + 1] = true;
      }
    }
    reachable = next;
  }
  return reachable;
}

/** One segment with `*`, `?`, `[a-z]` and `\` as in gitignore. */
function matchesSegment(pattern: string, text: string): boolean {
  const tokens = tokenize(pattern);
  let token = 0;
  let at = 0;
  let star = -1;
  let starAt = 0;
  while (at < text.length) {
    const current = tokens[token];
    if (current === "*") {
      star = token;
      starAt = at;
      token += 1;
    } else if (current?.(text[at] ?? "")) {
      token += 1;
      at += 1;
    } else if (star !== -1) {
      // Only the last star has to be tried again, one character longer.
      token = star + 1;
      starAt += 1;
      at = starAt;
    } else {
      return false;
    }
  }
  while (tokens[token] === "*") token += 1;
  return token === tokens.length;
}

type Token = "*" | ((character: string) => boolean);

function tokenize(pattern: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? "";
    if (character === "*") {
      if (tokens.at(-1) !== "*") tokens.push("*");
    } else if (character === "?") {
      tokens.push(() => true);
    } else if (character === "[") {
      const set = /^\[([!^]?)(\]?(?:\\.|[^\]\\])*)\]/.exec(pattern.slice(at));
      if (set === null) {
        tokens.push((other) => other === "[");
      } else {
        const members = ranges((set[2] ?? "").replace(/\\(.)/g, "$1"));
        const negated = set[1] !== "";
        tokens.push((other) => members(other) !== negated);
        at += set[0].length - 1;
      }
    } else {
      if (character === "\\" && at + 1 < pattern.length) at += 1;
      const literal = pattern[at] ?? "";
      tokens.push((other) => other === literal);
    }
  }
  return tokens;
}

function ranges(set: string): (character: string) => boolean {
  const pairs: [string, string][] = [];
  for (let at = 0; at < set.length; at++) {
    const from = set[at] ?? "";
    const to = set[at + 2];
    if (set[at + 1] === "-" && to !== undefined) {
      pairs.push([from, to]);
      at += 2;
    } else {
      pairs.push([from, from]);
    }
  }
  return (character) => pairs.some(([from, to]) => character >= from && character <= to);
}
