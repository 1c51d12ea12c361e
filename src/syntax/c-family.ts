import type { Node } from "web-tree-sitter";
import { visit } from "./node.ts";

/** Macros, by their names: they may join a literal to others, or take its text. Assertions of tests do neither. */
const macro = /^(?!(?:ASSERT|EXPECT|REQUIRE|CHECK)(?:_|$))(?:[A-Z][A-Z0-9_]+|_T?)$/;

/** Templates that take the size of a literal. */
const sized = /(?:^|::)(?:to_array|s?size|begin|end)$/;

/** The place of the format among the arguments: GCC warns where it is no literal. */
const formats: readonly (readonly [RegExp, number])[] = [
  [/^(?:std::)?v?w?(?:printf|warnx?|printk|scanf)$/, 0],
  [/^(?:std::)?(?:v?[fd]printf|v?sprintf|v?asprintf|v?syslog|errx?|[fs]scanf)$/, 1],
  [/^(?:std::)?v?snprintf$/, 2],
];

/** True where a pointer that is known only at run time can be instead of a literal of C or C++, which is an array. */
export function takesPointer(literal: Node, root: Node): boolean {
  const { parent } = literal;
  switch (parent?.type) {
    case "pointer_expression":
    case "for_range_loop":
      return false;
    case "argument_list":
      return isPassedAsPointer(literal, parent, root);
    case "initializer_list":
    case "initializer_pair":
      return isPointerMember(literal, root);
    default:
      return true;
  }
}

function isPassedAsPointer(literal: Node, list: Node, root: Node): boolean {
  const called = list.parent?.childForFieldName("function")?.text ?? "";
  if (macro.test(called) || sized.test(called)) return false;
  const place = list.namedChildren.findIndex((child) => child?.id === literal.id);
  if (formats.some(([name, at]) => name.test(called) && place === at)) return false;
  let isPassed = true;
  visit(root, (node) => {
    if (node.type === "preproc_function_def" && node.childForFieldName("name")?.text === called) isPassed = false;
    if (node.type === "function_definition" && takesArray(node, called)) isPassed = false;
    return isPassed;
  });
  return isPassed;
}

/** True for the function of a name when the compiler evaluates it, or when it takes an array by reference. */
function takesArray(declared: Node, name: string): boolean {
  const declarator = declared.childForFieldName("declarator");
  if (declarator?.childForFieldName("declarator")?.text !== name) return false;
  return /^\s*consteval\b/.test(declared.text) || /\(\s*&\s*\w*\s*\)\s*\[/.test(declarator.text);
}

/** An element of an array of pointers, or a member that the file declares to be no array of characters. */
function isPointerMember(literal: Node, root: Node): boolean {
  let node: Node = literal;
  while (node.parent !== null && /^initializer_(?:list|pair)$/.test(node.parent.type)) node = node.parent;
  const declarator = node.parent?.childForFieldName("declarator")?.text ?? "";
  const type = node.parent?.parent?.childForFieldName("type") ?? node.parent?.childForFieldName("type");
  if (/\*/.test(declarator) || /\bstd::|</.test(type?.text ?? "")) return true;
  const body = bodyOf(type?.text.replace(/^(?:const|struct|class)\s+/g, "") ?? "", root);
  return body !== null && !/\bchar\s+\w+\s*\[/.test(body);
}

function bodyOf(type: string, root: Node): string | null {
  let body: string | null = null;
  visit(root, (node) => {
    if (/^(?:struct|class)_specifier$/.test(node.type) && node.childForFieldName("name")?.text === type) {
      body = node.childForFieldName("body")?.text ?? body;
    }
    if (node.type === "type_definition" && node.childForFieldName("declarator")?.text === type) {
      body = node.childForFieldName("type")?.childForFieldName("body")?.text ?? body;
    }
    return true;
  });
  return body;
}
