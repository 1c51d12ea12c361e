import type { Node } from "web-tree-sitter";
import { isConstant, isDeferred } from "./constants.ts";
import type { GrammarName } from "./grammar.ts";
import { around, roleOf } from "./node.ts";

/** What encloses a range of a text. */
export type Context = "code" | "comment" | "text over several lines" | "constant" | "not understood";

/** What encloses the range of a key in a parsed file. */
export function contextOf(
  root: Node,
  range: { readonly start: number; readonly end: number },
  name: GrammarName,
): Context {
  let isText = true;
  let isEarly = true;
  let inner: Node | null = null;
  for (const node of around(root, range)) {
    if (node.isError || node.type === "uninterpreted") return "not understood";
    if (/comment/.test(node.type)) return "comment";
    const role = roleOf(node);
    if (role === "expression") isText = false;
    const isLong = node.startPosition.row !== node.endPosition.row;
    if (isText && isLong && role === "text") return "text over several lines";
    if (isEarly && isConstant(node, inner, name)) return "constant";
    if (isDeferred(node, name)) isEarly = false;
    inner = node;
  }
  return "code";
}
