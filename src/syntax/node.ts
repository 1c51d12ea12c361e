import type { Node } from "web-tree-sitter";

/** Nodes whose content is text: the parts of it are no code. */
const text =
  /string|heredoc|nowdoc|here_|quoted_template|template_literal|comment|text_block|sigil|subshell|regex|symbol|quoted_|charlist|jsx_text|^text$|^word_list/;

/** An expression inside a text. */
const expression = /interpolation|substitution|expansion|embedded|sub_expression|interpolated_expression/;

/** What a node is to the nodes in it: text, an expression inside a text, or neither. */
export function roleOf(node: Node): "text" | "expression" | "other" {
  if (expression.test(node.type)) return "expression";
  return text.test(node.type) ? "text" : "other";
}

/** The nodes around a range, innermost first. */
export function* around(root: Node, range: { readonly start: number; readonly end: number }): Generator<Node> {
  for (let node = root.descendantForIndex(range.start, range.end - 1); node !== null; node = node.parent) yield node;
}

/** The whole string literal around a range: the outermost node that is text before anything else is around it. */
export function literalAround(root: Node, range: { readonly start: number; readonly end: number }): Node | null {
  let literal: Node | null = null;
  for (const node of around(root, range)) {
    if (roleOf(node) !== "text" && literal !== null) return literal;
    literal = node;
  }
  return literal;
}

/** People do not nest deeper; the time to find a node's parents grows with the square of its depth. */
const maximumDepth = 400;

/**
 * Calls `enter` for nodes in the order of the text, and for the children of those for which it returns true.
 * @throws RangeError for a tree that is made to take long
 */
export function visit(root: Node, enter: (node: Node) => boolean): void {
  const cursor = root.walk();
  let depth = 0;
  try {
    for (;;) {
      if (enter(cursor.currentNode) && cursor.gotoFirstChild()) {
        depth += 1;
        if (depth > maximumDepth) throw new RangeError("The file is nested too deeply.");
        continue;
      }
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return;
        depth -= 1;
      }
    }
  } finally {
    cursor.delete();
  }
}
