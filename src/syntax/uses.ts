import type { Node } from "web-tree-sitter";
import { isConstant, isDeferred } from "./constants.ts";
import type { GrammarName } from "./grammar.ts";
import { visit } from "./node.ts";

/** The nodes that declare a name with a value. */
const declarations: Partial<Record<GrammarName, RegExp>> = {
  go: /^const_spec$|^var_spec$/,
  java: /^variable_declarator$/,
  kotlin: /^property_declaration$/,
  csharp: /^variable_declarator$/,
};

/** More uses are not looked at; then the name counts as needed. */
const mostUses = 1000;

/**
 * True when a literal is the value of a name that the file uses where a value must be known before the program runs,
 * such as in an annotation, or from which it makes another such name: read from the environment, it could not be used there.
 */
export function isNeededAsConstant(literal: Node, root: Node, name: GrammarName): boolean {
  const declaring = declarations[name];
  if (declaring === undefined) return false;
  const leaves = leavesByText(root);
  const seen = new Set<string>();
  let left = mostUses;
  const isNeeded = (value: Node): boolean => {
    const declaration = declarationOf(value, declaring);
    const declared = declaration && declaredName(declaration);
    if (!declaration || declared === null || seen.has(declared)) return false;
    seen.add(declared);
    const { startIndex, endIndex } = declaration;
    const uses = (leaves.get(declared) ?? []).filter((use) => use.startIndex < startIndex || use.endIndex > endIndex);
    left -= uses.length;
    return left < 0 || uses.some((use) => isInConstant(use, name) || isNeeded(use));
  };
  return isNeeded(literal);
}

function leavesByText(root: Node): ReadonlyMap<string, readonly Node[]> {
  const leaves = new Map<string, Node[]>();
  visit(root, (node) => {
    if (node.childCount === 0 && /identifier$/.test(node.type)) {
      const same = leaves.get(node.text) ?? [];
      same.push(node);
      leaves.set(node.text, same);
    }
    return true;
  });
  return leaves;
}

function declarationOf(value: Node, declaring: RegExp): Node | null {
  let node: Node | null = value.parent;
  while (node !== null && !declaring.test(node.type)) node = node.parent;
  return node;
}

function declaredName(declaration: Node): string | null {
  const names = [declaration, ...declaration.namedChildren].flatMap((node) => node?.namedChildren ?? []);
  return names.find((node) => /identifier$/.test(node?.type ?? ""))?.text ?? null;
}

function isInConstant(node: Node, name: GrammarName): boolean {
  let inner: Node | null = null;
  for (let above: Node | null = node; above !== null; above = above.parent) {
    if (isConstant(above, inner, name)) return true;
    if (isDeferred(above, name)) return false;
    inner = above;
  }
  return false;
}
