import { cutsEscape, expressionRewriter } from "./expression.ts";
import { doubleQuoted, type Literal, stringForm } from "./literal.ts";
import { type Rewrite, splice, type Target } from "./target.ts";

const read = (variable: string) => `std::env::var("${variable}").expect("${variable} is set")`;

/** A read whose fallback the literal is: it stops the program instead. */
const unwrapping =
  /(?<read>\benv::var\(\s*"(?<name>[A-Za-z_]\w*)"\s*\))(?:\.ok\(\))?\.unwrap_or(?:_else)?\(\s*(?:\|\w*\|\s*)?(?<wrapper>String::from\(\s*)?$/;

/** A suggestion for Rust: `std::env::var("…").expect(…)`, borrowed where a call or a field takes a `&str`. */
export const rust = expressionRewriter({
  lexicon: {
    strings: [
      stringForm(/b?r##"/, '"##', "none"),
      stringForm(/b?r#"/, '"#', "none"),
      stringForm(/b?r"/, '"', "none"),
      stringForm(/[bc]"/, '"'),
      doubleQuoted,
    ],
    lineComments: ["//"],
    blockComment: ["/*", "*/"],
    skip: /'(?:\\[^']*|[^'\\])'/,
  },
  read,
  refuse: (target, literal) => {
    const before = target.line.slice(0, literal.start);
    const after = target.line.slice(literal.end).trimStart();
    return (
      // Constants are evaluated at compile time; patterns, attributes and macros take literals.
      /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:const|static)\b(?![^|]*\|[^|]*\|)|^\s*#!?\[/.test(target.line) ||
      after.startsWith("=>") ||
      // The whole file tells a closure from a pattern.
      (/\|\s*$/.test(before) && target.file === null) ||
      /^[bc]/.test(literal.open) ||
      /\b(?:println|print|eprintln|eprint|format|write|writeln|panic|concat|env|include_str|assert|info|warn|debug|error|trace)!\s*[([{]/.test(
        before,
      ) ||
      /set_var\(\s*"[^"]*"\s*,\s*$/.test(before)
    );
  },
  special: (target, literal) => {
    const text = owned(literal, target.variable);
    if (text === null) return null;
    const before = target.line.slice(0, literal.start);
    const after = target.line.slice(literal.end);
    const fallback = unwrapping.exec(before);
    if (fallback !== null) {
      const { name, read: kept = "", wrapper } = fallback.groups ?? {};
      const end = wrapper === undefined ? /^(?:\.(?:to_string|to_owned|into)\(\))?\s*\)/ : /^\)\s*\)/;
      const rest = end.exec(after)?.[0];
      const to = literal.end + (rest?.length ?? 0);
      return rest === undefined ? null : splice(target, fallback.index, to, `${kept}.expect("${name} is set")`);
    }
    const wrapped = /\bString::from\(\s*$/.exec(before);
    if (wrapped && after.startsWith(")")) return splice(target, wrapped.index, literal.end + 1, text);
    const conversion = /^\.(?:to_string|to_owned)\(\)/.exec(after);
    const isString = /:\s*String\s*=\s*$/.test(before) && after.startsWith(".into()");
    const length = conversion?.[0].length ?? (isString ? ".into()".length : 0);
    const isOwned = length > 0 || /^\s*(?:\.|[=!]=)/.test(after) || /(?:[=!]=\s*|\bjson!\s*[({[].*)$/.test(before);
    return isOwned ? splice(target, literal.start, literal.end + length, text) : borrowed(target, literal, text);
  },
});

/** The value as a `String`; null for a literal that cannot be made a format. */
function owned(literal: Literal, variable: string): string | null {
  const { open, before, after, close } = literal;
  if (before + after === "") return read(variable);
  // An escape such as \u{2014} contains braces.
  if (cutsEscape(literal) || /\\u\{/.test(before + after)) return null;
  const doubled = (text: string) => text.replace(/[{}]/g, "$&$&");
  return `format!(${open}${doubled(before)}{}${doubled(after)}${close}, ${read(variable)})`;
}

/** The value as a `&str`, which is what the literal was. A variable keeps a borrowed value until its block ends. */
function borrowed(target: Target, literal: Literal, text: string): Rewrite {
  const untyped = /(?<=\blet\s+(?:mut\s+)?\w+)(\s*)=\s*$/.exec(target.line.slice(0, literal.start));
  return untyped === null
    ? splice(target, literal.start, literal.end, `&${text}`)
    : splice(target, untyped.index, literal.end, `: &str = &${text}`);
}
