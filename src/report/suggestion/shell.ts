import { contextOf, doubleQuoted, type Lexicon, stringForm } from "./literal.ts";
import { endsInText } from "./open-text.ts";
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
  const fallback = /\$\{([A-Za-z_]\w*):?[-=?+](["']?)$/.exec(before);
  if (fallback !== null) {
    const [whole, name, quote = ""] = fallback;
    if (!after.startsWith(`${quote}}`) || /\+["']?$/.test(whole)) return null;
    return splice(target, fallback.index, target.end + quote.length + 1, `\${${name}:?}`);
  }
  if (/\bprintenv\s+["']?$/.test(before)) return inPlace(target, variable);
  const context = contextOf(target.line, target.start, target.end, lexicon);
  switch (context.type) {
    case "comment":
      return placeholder(target);
    case "unclear":
      return null;
    case "bare":
      // An assignment is not split into words; an argument is, even one such as `env X=…`.
      return inPlace(target, isAssigned(before) ? hole : `"${hole}"`, needs);
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

/** Words before an assignment that leave it one: keywords, builtins with their options, and other assignments. */
const beforeAssignment =
  /^\s*(?:(?:if|then|else|do|while|until|!|-|\{|run:|export|readonly|local|(?:declare|typeset)(?:\s+-\w+)*|[A-Za-z_]\w*=\S*)\s+)*$/i;

/** True after `NAME=` that assigns a variable of the shell, or of the environment of one command. */
function isAssigned(before: string): boolean {
  const name = /[A-Za-z_]\w*=$/.exec(before);
  const command =
    before
      .slice(0, name?.index)
      .split(/[;&|(`]/)
      .at(-1) ?? "";
  const words = command.replace(/^\s*(?:RUN|CMD|ENTRYPOINT)\s+(?:--\S+\s+)*|^\t[@+-]*/, "");
  return name !== null && beforeAssignment.test(words);
}

/** Files that every shell of a user reads when it starts: one that stops there leaves no shell. */
const startsShell =
  /(?:^|\/)\.?(?:bashrc|bash_profile|bash_login|bash_aliases|zshrc|zshenv|zprofile|zlogin|profile|kshrc)$/i;

/** A suggestion for the files that a shell reads when it starts, where a variable cannot be set from itself. */
export function loginProfile(target: Target): Rewrite | null {
  const rewritten = shell(target);
  return rewritten === null || (startsShell.test(target.path) && rewritten.text.includes(":?}")) ? null : rewritten;
}

/** A suggestion for direnv: the value moves to a file beside this one, which git ignores. */
export function direnv(target: Target): Rewrite | null {
  const set = /^(\s*)export\s+([A-Za-z_]\w*)=(["']?)$/.exec(target.before);
  if (set === null || target.after.trim() !== set[3]) return loginProfile(target);
  return {
    text: `${set[1]}source_env_if_exists .envrc.private`,
    needs: `Put \`export ${set[2]}=…\` into \`.envrc.private\`, and add that file to \`.gitignore\`.`,
  };
}

/** A suggestion for fish: `$…`. */
export function fish(target: Target): Rewrite | null {
  if (new RegExp(`\\bset\\b.*\\s${target.variable}\\s+["']?$`).test(target.before)) return null;
  if (endsInText(target.above, lexicon)) return null;
  const context = contextOf(target.line, target.start, target.end, lexicon);
  if (context.type === "comment") return placeholder(target);
  if (context.type === "bare") return /[\s=]$/.test(target.before) ? inPlace(target, `$${target.variable}`) : null;
  if (context.type !== "literal" || /^\w/.test(target.after)) return null;
  if (context.open === '"') return inPlace(target, `$${target.variable}`);
  const quoted = (text: string) => (text === "" ? "" : `'${text}'`);
  if (context.open !== "'" || /\\$/.test(context.before)) return null;
  const text = `${quoted(context.before)}"$${target.variable}"${quoted(context.after)}`;
  return splice(target, context.start, context.end, text);
}

/** A suggestion for the Windows command prompt: `%…%`. */
export function batch(target: Target): Rewrite | null {
  if (/^\s*(?:rem\b|::)/i.test(target.line)) return placeholder(target);
  return new RegExp(`\\b(?:set|setx)\\s+"?${target.variable}\\b`, "i").test(target.before)
    ? null
    : inPlace(target, `%${target.variable}%`);
}
