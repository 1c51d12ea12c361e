import type { Node } from "web-tree-sitter";
import type { GrammarName } from "./grammar.ts";
import { isOwned } from "./rust.ts";

/** A literal that is a statement: a docstring, a directive, or nothing that the program uses. */
const isStatement = (literal: Node) => literal.parent?.type === "expression_statement";

/** The positions of a literal that a language gives another meaning than that of a value. */
const refused: Partial<Record<GrammarName, (literal: Node) => boolean>> = {
  python: isStatement,
  javascript: isStatement,
  typescript: isStatement,
  tsx: isStatement,
  ruby: (literal) => literal.type === "chained_string" || literal.parent?.type === "chained_string",
  rust: (literal) => !isOwned(literal),
};

/** True when a literal is where its value is used as one, so that an expression can be there. */
export function isValue(literal: Node, name: GrammarName): boolean {
  return refused[name]?.(literal) !== true;
}
