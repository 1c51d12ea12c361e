import { contextOf, doubleQuoted, type Lexicon, stringForm } from "./literal.ts";
import { inPlace, placeholder, type Rewrite, splice, type Target } from "./target.ts";

const lexicon: Lexicon = {
  strings: [stringForm(/\$'/, "'"), doubleQuoted, stringForm(/'/, "'", "none")],
  lineComments: ["#"],
  blankBeforeComment: true,
  // Outside of quotes a backslash escapes the next character.
  skip: /\\./,
};

/** A suggestion for POSIX shells, bash and zsh: `"${…}"`, or `${…:?}` where the variable is set from itself. */
export function shell(target: Target): Rewrite | null {
  const { before, after, variable } = target;
  const itself = new RegExp(`(?:^|[\\s;&|(])${variable}=["']?$`).test(before);
  // `:?` stops the script with the variable's name when it is missing.
  const hole = itself ? `\${${variable}:?}` : `\${${variable}}`;
  const needs = itself ? "Set the variable outside of this file, before the script starts." : null;
  // A default for the variable: `${OPENAI_API_KEY:-sk-…}`.
  const fallback = /\$\{([A-Za-z_]\w*):?[-=]$/.exec(before);
  if (fallback !== null) {
    return after.startsWith("}") ? splice(target, fallback.index, target.end + 1, `\${${fallback[1]}:?}`) : null;
  }
  const context = contextOf(target.line, target.start, target.end, lexicon);
  switch (context.type) {
    case "comment":
      return placeholder(target);
    case "unclear":
      return null;
    case "bare":
      // Within a word of a here-document or an assignment both spellings read the same; quotes are safe as arguments.
      return inPlace(target, /[A-Za-z_]\w*=$/.test(before) ? hole : `"${hole}"`, needs);
    case "literal": {
      if (context.open === '"') return before.endsWith("\\") ? null : inPlace(target, hole, needs);
      if (context.open !== "'") return null;
      const quoted = (text: string) => (text === "" ? "" : `'${text}'`);
      return splice(
        target,
        context.start,
        context.end,
        `${quoted(context.before)}"${hole}"${quoted(context.after)}`,
        needs,
      );
    }
  }
}

/** A suggestion for fish: `$…`. */
export function fish(target: Target): Rewrite | null {
  if (new RegExp(`\\bset\\b.*\\s${target.variable}\\s+["']?$`).test(target.before)) return null;
  const context = contextOf(target.line, target.start, target.end, lexicon);
  if (context.type === "comment") return placeholder(target);
  if (context.type === "bare") return /[\s=]$/.test(target.before) ? inPlace(target, `$${target.variable}`) : null;
  if (context.type !== "literal" || /^\w/.test(target.after)) return null;
  if (context.open === '"') return inPlace(target, `$${target.variable}`);
  return context.before + context.after === ""
    ? splice(target, context.start, context.end, `"$${target.variable}"`)
    : null;
}

/** A suggestion for the Windows command prompt: `%…%`. */
export function batch(target: Target): Rewrite | null {
  if (/^\s*(?:rem\b|::)/i.test(target.line)) return placeholder(target);
  return new RegExp(`\\b(?:set|setx)\\s+"?${target.variable}\\b`, "i").test(target.before)
    ? null
    : inPlace(target, `%${target.variable}%`);
}

/** A suggestion for make: `$(…)`. */
export function make(target: Target): Rewrite | null {
  if (/^\s*#/.test(target.line)) return placeholder(target);
  // A recursive variable set from itself never stops expanding.
  if (new RegExp(`^\\s*(?:export\\s+|override\\s+)?${target.variable}\\s*[:?+]*=`).test(target.before)) return null;
  return inPlace(
    target,
    `$(${target.variable})`,
    "Make reads the variable from the environment that it is started in.",
  );
}
