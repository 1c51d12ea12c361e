import type { Node } from "web-tree-sitter";
import { visit } from "./node.ts";

/**
 * False where a literal of Go becomes the value of a type that the file makes of `string`: a literal is converted to it
 * without a word, and what a function returns is not. Types of other files are not known.
 */
export function isPlainString(literal: Node, root: Node): boolean {
  const types = namedStrings(root);
  if (types.size === 0 || isConverted(literal, types)) return true;
  const names = new Set([...types, ...declaredWith(types, root)]);
  const place = statementAround(literal);
  if (place.type === "return_statement") return !mentions(functionAround(place)?.childForFieldName("result"), names);
  return !mentions(place, names);
}

/** Functions that take a format, as the first argument or after another one. */
const formatting = /(?:^|\.)(?:(?:Sp|P|p)rint|Error|Fatal|Panic|Log|Skip|Info|Warn|Warning|Debug)f$/;
const formattingTo = /(?:^|\.)(?:Fprint|Append|[Ww]rap|WithMessage)f$/;

/** True for a format without arguments, which `go vet`, and with it `go test`, refuses unless it is a constant. */
export function isBareFormat(literal: Node): boolean {
  const list = literal.parent;
  const called = list?.parent?.childForFieldName("function")?.text ?? "";
  if (list?.type !== "argument_list" || list.lastNamedChild?.id !== literal.id) return false;
  const count = list.namedChildCount;
  return count === 1 ? formatting.test(called) : count === 2 && formattingTo.test(called);
}

/** The names of `type X string`. */
function namedStrings(root: Node): ReadonlySet<string> {
  const names = new Set<string>();
  visit(root, (node) => {
    if (node.type === "type_spec" && node.childForFieldName("type")?.text === "string") {
      names.add(node.childForFieldName("name")?.text ?? "");
    }
    return true;
  });
  return names;
}

const declaring = /^(?:parameter_declaration|field_declaration|var_spec|const_spec|type_spec)$/;
const head = /^(?:function|method)_declaration$/;

/** The names of variables, fields, functions and types whose declaration mentions one of these types. */
function declaredWith(types: ReadonlySet<string>, root: Node): readonly string[] {
  const names: string[] = [];
  const seen = new Set<number>();
  visit(root, (node) => {
    if (node.type !== "type_identifier" || !types.has(node.text)) return true;
    let inner = node;
    // Each node is passed once, however many types are mentioned in it.
    for (let above = node.parent; above !== null && above.type !== "block"; above = above.parent) {
      if (seen.has(above.id)) break;
      seen.add(above.id);
      const isType = above.childForFieldName("type")?.id === inner.id;
      if ((declaring.test(above.type) && isType) || head.test(above.type)) {
        for (const name of above.childrenForFieldName("name")) if (name !== null) names.push(name.text);
      }
      inner = above;
    }
    return true;
  });
  return names;
}

function mentions(node: Node | null | undefined, names: ReadonlySet<string>): boolean {
  if (!node) return false;
  let isMentioned = false;
  visit(node, (each) => {
    if (each.childCount === 0 && names.has(each.text)) isMentioned = true;
    return !isMentioned;
  });
  return isMentioned;
}

/** `X("…")` */
function isConverted(literal: Node, types: ReadonlySet<string>): boolean {
  const call = literal.parent?.type === "argument_list" ? literal.parent.parent : literal.parent;
  const called = call?.childForFieldName("function") ?? call?.childForFieldName("type");
  return types.has(called?.text ?? "");
}

/** The statement or declaration that a literal is part of; of a `case`, the whole switch. */
function statementAround(literal: Node): Node {
  let node = literal;
  while (node.parent !== null && !/_statement$|_spec$|^short_var_declaration$/.test(node.type)) node = node.parent;
  return node;
}

function functionAround(inner: Node): Node | null {
  let node: Node | null = inner;
  while (node !== null && !/^(?:function_declaration|method_declaration|func_literal)$/.test(node.type)) {
    node = node.parent;
  }
  return node;
}
