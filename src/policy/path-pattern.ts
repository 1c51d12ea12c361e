import { type PatternToken, patternTokens } from "./pattern-tokens.ts";

/**
 * True when a gitignore pattern (without a leading `!`) matches the path or one of its folders, byte by byte in UTF-8 as
 * git does. Takes time linear in pattern times path, so that no configuration can make it slow.
 */
export function matchesPath(pattern: string, path: string): boolean {
  const written = bytesOf(pattern);
  const folderOnly = written.endsWith("/");
  const trimmed = folderOnly ? written.slice(0, -1) : written;
  if (trimmed === "" || path === "") return false;
  const isAnchored = trimmed.includes("/");
  const tokens = patternTokens(trimmed.replace(/^\//, ""));
  return matchesSomeFolder(isAnchored ? tokens : [{ type: "any-folders" }, ...tokens], bytesOf(path), folderOnly);
}

/** A text with one character for each byte of its UTF-8. */
function bytesOf(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

/** True when the tokens match the whole path, or one of its folders and therefore everything inside it. */
function matchesSomeFolder(tokens: readonly PatternToken[], path: string, folderOnly: boolean): boolean {
  // reached[i]: the first i tokens can match the text read so far.
  let reached = skippable(tokens, [true]);
  for (let at = 0; at < path.length; at++) {
    const character = path[at] as string;
    const next: boolean[] = [];
    for (const [index, token] of tokens.entries()) {
      if (!reached[index]) continue;
      if (token.type === "one") {
        if (!token.matches(character)) continue;
        next[index + 1] = true;
        // Zero folders also match, even where git accepts such a token after a character other than a slash.
        if (tokens[index + 1]?.type === "any-folders") next[index + 2] = true;
      } else if (token.type === "any-folders") next[index] = true;
      else if (character !== "/" || token.type === "anything") next[index] = true;
    }
    reached = skippable(tokens, next, character);
    const isEnd = at + 1 === path.length;
    if (reached[tokens.length] && (isEnd ? !folderOnly : path[at + 1] === "/")) return true;
  }
  return false;
}

/** Adds the states reachable without consuming a character: `any-folders` only at the start of a segment. */
function skippable(tokens: readonly PatternToken[], reached: boolean[], last = "/"): boolean[] {
  for (const [index, token] of tokens.entries()) {
    if (!reached[index] || token.type === "one") continue;
    if (token.type !== "any-folders" || last === "/") reached[index + 1] = true;
  }
  return reached;
}
