import type { Node } from "web-tree-sitter";
import { isConstant } from "./constants.ts";
import type { GrammarName } from "./grammar.ts";
import { visit } from "./node.ts";

/** The nodes that declare a name with a value. */
const declarations: Partial<Record<GrammarName, RegExp>> = {
  go: /^const_spec$|^var_spec$/,
  java: /^variable_declarator$/,
  kotlin: /^property_declaration$/,
  csharp: /^variable_declarator$/,
};

/**
 * True when a literal is the value of a name that the file uses where a value must be known before the program runs,
 * such as in an annotation: read from the environment, it could not be used there.
 */
export function isNeededAsConstant(literal: Node, root: Node, name: GrammarName): boolean {
  const declaring = declarations[name];
  if (declaring === undefined) return false;
  let declaration: Node | null = literal.parent;
  while (declaration !== null && !declaring.test(declaration.type)) declaration = declaration.parent;
  const declared = declaration && declaredName(declaration);
  if (!declaration || declared === null) return false;
  const { startIndex, endIndex } = declaration;
  let isNeeded = false;
  visit(root, (node) => {
    if (node.startIndex >= startIndex && node.endIndex <= endIndex) return false;
    if (node.childCount === 0 && node.text === declared && isInConstant(node, name)) isNeeded = true;
    return !isNeeded;
  });
  return isNeeded;
}

function declaredName(declaration: Node): string | null {
  const names = [declaration, ...declaration.namedChildren].flatMap((node) => node?.namedChildren ?? []);
  return names.find((node) => /identifier$/.test(node?.type ?? ""))?.text ?? null;
}

function isInConstant(node: Node, name: GrammarName): boolean {
  let inner: Node | null = null;
  for (let above: Node | null = node; above !== null; above = above.parent) {
    if (isConstant(above, inner, name)) return true;
    inner = above;
  }
  return false;
}
