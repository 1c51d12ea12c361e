import { cutsEscape, expressionRewriter } from "./expression.ts";
import { doubleQuoted, stringForm } from "./literal.ts";
import { splice } from "./target.ts";

const read = (variable: string) => `std::env::var("${variable}").expect("${variable} is set")`;

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
      /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:const|static)\b|^\s*#!?\[/.test(target.line) ||
      after.startsWith("=>") ||
      /\|\s*$/.test(before) ||
      /^[bc]/.test(literal.open) ||
      /\b(?:println|print|eprintln|eprint|format|write|writeln|panic|concat|env|include_str|assert|info|warn|debug|error|trace)!\s*[([{]/.test(
        before,
      ) ||
      /set_var\(\s*"[^"]*"\s*,\s*$/.test(before)
    );
  },
  special: (target, literal) => {
    if (literal.before + literal.after !== "") return undefined;
    const before = target.line.slice(0, literal.start);
    const after = target.line.slice(literal.end);
    const text = read(target.variable);
    const conversion = /^\.(?:to_string|to_owned|into)\(\)/.exec(after);
    if (conversion) return splice(target, literal.start, literal.end + conversion[0].length, text);
    const owned =
      /\blet\s+(?:mut\s+)?\w+\s*(?::\s*String\s*)?=\s*$/.test(before) ||
      after.startsWith(".") ||
      /String::from\(\s*$/.test(before);
    return splice(target, literal.start, literal.end, owned ? text : `&${text}`);
  },
  embed: (literal, expression, target) => {
    if (cutsEscape(literal)) return null;
    const doubled = (text: string) => text.replace(/[{}]/g, "$&$&");
    // An escape such as \u{2014} contains braces.
    if (/\\u\{/.test(literal.before + literal.after)) return null;
    const format = `${literal.open}${doubled(literal.before)}{}${doubled(literal.after)}${literal.close}`;
    const before = target.line.slice(0, literal.start);
    const owned = /=\s*$/.test(before) || target.line.startsWith(".", literal.end);
    return `${owned ? "" : "&"}format!(${format}, ${expression})`;
  },
});
