import { contextOf, type Lexicon, type Literal } from "./literal.ts";
import { placeholder, type Rewrite, type Rewriter, splice, type Target } from "./target.ts";

/** What it takes to rewrite a string literal of a programming language. */
export interface Language {
  readonly lexicon: Lexicon;
  /** The expression that reads the variable. */
  readonly read: (variable: string, target: Target) => string;
  /** A sentence to show with the suggestion, e.g. about an import; null when nothing is needed. */
  readonly needs?: (target: Target) => string | null;
  /** Lines on which an expression is not allowed. */
  readonly refuse?: (target: Target, literal: Literal) => boolean;
  /** The expression for a literal that contains more than the key; null when there is none. */
  readonly embed?: (literal: Literal, read: string, target: Target) => string | null;
  /** A rewrite that is tried before all others; undefined to continue with them. */
  readonly special?: (target: Target, literal: Literal, read: string) => Rewrite | null | undefined;
  /** Longer texts that end in the literal and are replaced with it, such as a default for the variable: `os.getenv("X", `. */
  readonly fallbacks?: readonly Fallback[];
}

/** `before` ends where the literal begins; group `name` is the variable, and `replace` is what stays. */
export interface Fallback {
  readonly before: RegExp;
  /** Must match what follows the literal; its length is replaced too. */
  readonly after: RegExp;
  readonly replace: (name: string, target: Target) => string;
  /** What the new text requires, as a sentence. */
  readonly needs?: string;
}

/** A rewriter that reads the line's grammar and replaces exactly the literal. */
export function expressionRewriter(language: Language): Rewriter {
  return (target) => {
    const context = contextOf(target.line, target.start, target.end, language.lexicon);
    if (context.type === "comment") return placeholder(target);
    if (context.type !== "literal") return null;
    const needs = language.needs?.(target) ?? null;
    const read = language.read(target.variable, target);
    if (language.refuse?.(target, context)) return null;
    const special = language.special?.(target, context, read);
    if (special !== undefined) return special;
    const whole = context.before === "" && context.after === "";
    // A fallback that is put together from other values says how to use the variable.
    if (!/[{$#]|\\\(/.test(context.before + context.after)) {
      const kept = withoutFallback(target, context, language.fallbacks ?? []);
      if (kept !== null) return kept;
    }
    const expression = whole ? read : (language.embed?.(context, read, target) ?? null);
    return expression === null ? null : splice(target, context.start, context.end, expression, needs);
  };
}

function withoutFallback(target: Target, literal: Literal, fallbacks: readonly Fallback[]): Rewrite | null {
  const before = target.line.slice(0, literal.start);
  const after = target.line.slice(literal.end);
  for (const fallback of fallbacks) {
    const left = fallback.before.exec(before);
    const right = fallback.after.exec(after);
    const name = left?.groups?.name;
    if (!left || !right || name === undefined) continue;
    return splice(
      target,
      left.index,
      literal.end + right[0].length,
      fallback.replace(name, target),
      fallback.needs ?? null,
    );
  }
  return null;
}

/** Operators that bind tighter than a concatenation, or turn its result into something else, need parentheses around it. */
export function parenthesised(expression: string, literal: Literal, target: Target): string {
  const before = target.line.slice(0, literal.start).trimEnd();
  const after = target.line.slice(literal.end).trimStart();
  const tight = /[*/%!~-]$/.test(before) || /^(?:[.[*/%!-]|\?\.|\?\[|as\b|is\b)/.test(after);
  return tight ? `(${expression})` : expression;
}

/** `"before" + read + "after"` with the literal's own quotes; the operator with the blanks around it. */
export function concatenated(operator: string) {
  return (literal: Literal, read: string, target: Target): string => {
    const quoted = (text: string) => `${literal.open}${text}${literal.close}`;
    const parts = [
      ...(literal.before === "" ? [] : [quoted(literal.before)]),
      read,
      ...(literal.after === "" ? [] : [quoted(literal.after)]),
    ];
    return parenthesised(parts.join(operator), literal, target);
  };
}

/** True when the text inside ends in an unfinished escape, so that it cannot be split there. */
export function cutsEscape(literal: Literal): boolean {
  return (/\\+$/.exec(literal.before)?.[0].length ?? 0) % 2 === 1;
}
