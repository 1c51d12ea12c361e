import { withoutDefault } from "./data-file.ts";
import { isManifest, kubernetes } from "./kubernetes.ts";
import { contextOf, doubleQuoted, type Literal, stringForm } from "./literal.ts";
import { shell } from "./shell.ts";
import { inPlace, placeholder, type Rewrite, splice, type Target } from "./target.ts";
import { holdsShellLines, type Spelling, spellingIn } from "./yaml-reader.ts";

const lexicon = {
  strings: [doubleQuoted, stringForm(/'/, "'", "doubled")],
  lineComments: ["#"],
  blankBeforeComment: true,
} as const;

/** A suggestion for YAML, by the program that reads the file: GitHub Actions, Kubernetes, Compose, pipelines and others. */
export function yaml(target: Target): Rewrite | null {
  // A mapping's key must not change.
  if (/^["']?\s*:(?:\s|$)/.test(target.after)) return null;
  const context = contextOf(target.line, target.start, target.end, lexicon);
  if (context.type === "comment") return placeholder(target);
  if (context.type === "unclear" || isTaken(target)) return null;
  const own = declaration(target);
  if (own !== undefined) return own;
  const spelling = spellingIn(target);
  const isRunning = context.type === "bare" ? !isPlainScalar(target) : !beginsValue(target, context);
  if (spelling === null) {
    if (isManifest(target)) return kubernetes(target);
    return isRunning && holdsShellLines(target.path) ? shellLine(target) : null;
  }
  const fallback = withoutDefault(target);
  if (fallback !== null) return spelling.text.startsWith("${") ? fallback : null;
  if (isRunning) return runningText(target, spelling);
  return context.type === "literal" ? inLiteral(target, context, spelling) : plainScalar(target, spelling);
}

/** True after a dollar that escapes another, and in an expression of a workflow, where a reference would be text. */
function isTaken({ before }: Target): boolean {
  return before.endsWith("$") || before.lastIndexOf("${{") > before.lastIndexOf("}}");
}

/** Text around the key that is no YAML by itself: a command, or a line of a block scalar. */
function runningText(target: Target, { text, needs, where }: Spelling): Rewrite | null {
  if (holdsShellLines(target.path)) return shellLine(target);
  // A workflow's expressions are put into a command before the shell reads it.
  const isCommand = text.startsWith("${{") && isShellLine(target);
  return isCommand || (where === "text" && !opensFlow(target)) ? inPlace(target, text, needs) : null;
}

/** False for quotes within a plain or block scalar, which belong to the text. */
function beginsValue(target: Target, literal: Literal): boolean {
  return /(?:^\s*|:\s+|^\s*(?:-\s+)+|[[{,]\s*|[&!*][\w!./-]*\s+)$/.test(target.line.slice(0, literal.start));
}

/** Files that declare where a value comes from instead of the value; undefined for other files. */
function declaration(target: Target): Rewrite | null | undefined {
  const whole = /^(\s*(?:-\s+)?)([\w-]+):\s+(["']?)$/.exec(target.before);
  if (/(?:^|\/)render\.ya?ml$/i.test(target.path)) {
    if (whole === null || whole[2] !== "value" || target.after.trim() !== whole[3]) return null;
    const needs = "Render asks for the value in its dashboard.";
    return { text: `${whole[1]}sync: false`, needs };
  }
  if (/(?:^|\/)\.(?:drone|woodpecker)[^/]*(?:\.ya?ml$|\/)/i.test(target.path)) {
    if (whole === null || target.after.trim() !== whole[3]) return null;
    const indent = (whole[1] ?? "").replace(/-/g, " ");
    const name = target.variable.toLowerCase();
    return {
      text: `${whole[1]}${whole[2]}:\n${indent}  from_secret: ${name}`,
      needs: `Add the secret \`${name}\` to the repository in the CI server.`,
    };
  }
  return undefined;
}

function inLiteral(target: Target, literal: Literal, { text, needs, scalar, where }: Spelling): Rewrite | null {
  const isWhole = literal.before + literal.after === "";
  if (scalar === "plain") return isWhole ? splice(target, literal.start, literal.end, text, needs) : null;
  if (where === "whole" && !isWhole) return null;
  // Single quotes in the replacement would end a single-quoted scalar.
  if (literal.open === "'" && text.includes("'")) {
    const content = `${literal.before}${text}${literal.after}`;
    return /["\\]|''/.test(literal.before + literal.after)
      ? null
      : splice(target, literal.start, literal.end, `"${content}"`, needs);
  }
  return inPlace(target, text, needs);
}

function plainScalar(target: Target, { text, needs, scalar }: Spelling): Rewrite | null {
  const isQuoted = scalar !== "plain" && (scalar === "quoted" || opensFlow(target));
  return inPlace(target, isQuoted ? `"${text}"` : text, needs);
}

/** True when the key is a plain scalar's whole text: after `key: ` or `- `, or in a flow collection. */
function isPlainScalar(target: Target): boolean {
  const { before, after } = target;
  const begins = /(?:^|[\s{[,])[^\s:{}[\],"']+\s*:\s+$|^\s*(?:-\s+)+$|[[{,]\s*$/.test(before);
  // A bracket or comma after it belongs to a collection only where one was opened on this line.
  const ends = /^\s*(?:$|\s#)/.test(after) || (opensFlow(target) && /^\s*[,\]}]/.test(after));
  // `- NAME=…`, as Compose lists its environment.
  const listed = /^\s*-\s+[A-Za-z_]\w*=$/.test(before) && /^\s*(?:$|\s#)/.test(after);
  return (begins && ends) || listed;
}

function opensFlow(target: Target): boolean {
  return /[[{]/.test(target.before.replace(/\$\{\{?/g, ""));
}

/** A line of a block scalar, or a command after `run: `. */
function isShellLine(target: Target): boolean {
  return /^\s*(?:-\s+)?(?:run:\s+\S|export\s|curl\s|[A-Z_][A-Z0-9_]*=)/.test(target.before);
}

/** A line that a shell reads: not a mapping's value, whose quotes YAML would take away first. */
function shellLine(target: Target): Rewrite | null {
  return /^\s*(?:-\s+)?[\w-]+:\s/.test(target.before) ? null : shell(target);
}
