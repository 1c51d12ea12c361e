const closing: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** A bracket that is open where a text ends. */
interface OpenBracket {
  readonly bracket: "(" | "[" | "{";
  /** Its offset in the text. */
  readonly at: number;
  /** True when a comma of this bracket is between it and the end of the text. */
  readonly hasComma: boolean;
}

/** The brackets that are open at the end of a text, innermost first. Strings count as code: a rough answer is enough. */
export function openBrackets(text: string): readonly OpenBracket[] {
  const open: OpenBracket[] = [];
  const closed: string[] = [];
  let hasComma = false;
  for (let at = text.length - 1; at >= 0; at--) {
    const character = text[at] ?? "";
    if (character in closing) closed.push(closing[character] ?? "");
    else if (character === "," && closed.length === 0) hasComma = true;
    else if (character === "(" || character === "[" || character === "{") {
      if (closed.at(-1) === character) {
        closed.pop();
      } else if (closed.length === 0) {
        open.push({ bracket: character, at, hasComma });
        hasComma = false;
      }
    }
  }
  return open;
}
