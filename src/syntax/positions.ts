import type { Node } from "web-tree-sitter";
import { takesPointer } from "./c-family.ts";
import { isBareFormat, isPlainString } from "./go.ts";
import type { GrammarName } from "./grammar.ts";
import { isOwned } from "./rust.ts";

/** A literal that is a statement: a docstring, a directive, or nothing that the program uses. */
const isStatement = (literal: Node) => literal.parent?.type === "expression_statement";

/** The positions of a literal that a language gives another meaning than that of a value. */
const refused: Partial<Record<GrammarName, (literal: Node, root: Node) => boolean>> = {
  python: isStatement,
  javascript: isStatement,
  typescript: isStatement,
  tsx: isStatement,
  ruby: (literal) => literal.type === "chained_string" || literal.parent?.type === "chained_string",
  rust: (literal, root) => !isOwned(literal, root),
  go: (literal, root) => isBareFormat(literal) || !isPlainString(literal, root),
  c: (literal, root) => !takesPointer(literal, root),
  cpp: (literal, root) => !takesPointer(literal, root),
};

/** True when a literal is where its value is used as one, so that an expression can be there. */
export function isValue(literal: Node, root: Node, name: GrammarName): boolean {
  return refused[name]?.(literal, root) !== true;
}
