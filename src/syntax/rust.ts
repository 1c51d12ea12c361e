import type { Node } from "web-tree-sitter";
import { visit } from "./node.ts";

/** Functions that keep what they borrow for longer than the statement, or return it. */
const keeping =
  /^(?:from_static|push|push_back|push_front|insert|entry|or_insert|unwrap_or|map_or|fill|set|replace|get_or_insert|extend|chain|zip|once|repeat|leak)$/;

/**
 * True where a text that lives only as long as its statement, or that the statement owns, can be instead of a literal,
 * which lives for ever: the argument of a call, a comparison, the value of a variable that does not leave the function,
 * and a literal that is turned into a `String`.
 */
export function isOwned(literal: Node): boolean {
  const parent = literal.parent;
  switch (parent?.type) {
    case "field_expression":
      return isConverted(parent);
    case "binary_expression":
      return true;
    case "let_declaration":
      return isLocal(parent);
    case "arguments":
      return isPassed(parent);
    case "token_tree":
      return isMacroOperand(literal, parent);
    default:
      return false;
  }
}

/** Methods of a text whose result does not borrow from it. */
const converting =
  /^(?:to_string|to_owned|into|len|is_empty|parse|to_uppercase|to_lowercase|replace|repeat|contains|starts_with|ends_with|eq|ne)$/;

function isConverted(field: Node): boolean {
  const call = field.parent;
  if (converting.test(field.childForFieldName("field")?.text ?? "")) return true;
  return call?.type === "call_expression" && call.parent?.type === "arguments" && isPassed(call.parent);
}

function isPassed(list: Node): boolean {
  const called = list.parent?.childForFieldName("function")?.text ?? "";
  const name = /\w+$/.exec(called)?.[0] ?? "";
  if (/(?:^|::)String::from$/.test(called)) return true;
  // A name in capitals is a structure or a variant, which keeps its value.
  return !keeping.test(name) && !/^[A-Z]/.test(name) && name !== "";
}

/** `let k = "…"` whose name is used neither in a closure or task that may outlive the function, nor as its result. */
function isLocal(declaration: Node): boolean {
  const name = declaration.childForFieldName("pattern");
  const type = declaration.childForFieldName("type")?.text ?? "";
  const block = declaration.parent;
  if (name?.type !== "identifier" || !/^(?:&str)?$/.test(type.replace(/\s/g, "")) || block === null) return false;
  let leaves = false;
  visit(block, (node) => {
    if (node.startIndex < declaration.endIndex && node.endIndex <= declaration.endIndex) return false;
    if (node.type === "identifier" && node.text === name.text && leavesThrough(node, block)) leaves = true;
    return !leaves;
  });
  return !leaves;
}

function leavesThrough(use: Node, block: Node): boolean {
  let inner = use;
  for (let node = use.parent; node !== null; node = node.parent) {
    if (
      /^(?:closure_expression|async_block|return_expression|struct_expression|shorthand_field_initializer)$/.test(
        node.type,
      )
    )
      return true;
    if (node.id === block.id) return node.lastNamedChild?.id === inner.id && inner.id === use.id;
    inner = node;
  }
  return false;
}

/** In a macro, whose parts are not parsed: a value of JSON, or a conversion to a `String`. */
function isMacroOperand(literal: Node, tree: Node): boolean {
  const next = literal.nextSibling?.text;
  const method = literal.nextSibling?.nextSibling?.text ?? "";
  if (next === "." && /^(?:to_string|to_owned|into)$/.test(method)) return true;
  let macro: Node | null = tree;
  while (macro?.type === "token_tree") macro = macro.parent;
  return macro?.childForFieldName("macro")?.text.replace(/^.*::/, "") === "json" && next !== ":";
}
