import type { Node } from "web-tree-sitter";
import type { GrammarName } from "./grammar.ts";

/** Nodes in which a language allows no expression that is evaluated at run time, or none at all. */
const constants: Partial<Record<GrammarName, ReadonlySet<string>>> = {
  python: new Set(["case_pattern", "type"]),
  javascript: new Set(["import_statement", "jsx_text"]),
  typescript: new Set(["import_statement", "enum_body", "literal_type"]),
  tsx: new Set(["import_statement", "enum_body", "literal_type", "jsx_text"]),
  go: new Set(["const_declaration", "field_declaration", "import_spec"]),
  java: new Set(["annotation", "switch_label"]),
  kotlin: new Set(["annotation"]),
  scala: new Set(["annotation"]),
  rust: new Set(["const_item", "static_item", "attribute_item", "inner_attribute_item", "match_pattern"]),
  csharp: new Set(["attribute", "parameter", "constant_pattern", "case_switch_label"]),
  php: new Set([
    "text",
    "property_declaration",
    "const_declaration",
    "attribute",
    "simple_parameter",
    "property_promotion_parameter",
    "static_variable_declaration",
    "enum_case",
  ]),
  c: new Set(["preproc_def", "preproc_function_def", "preproc_include"]),
  cpp: new Set(["preproc_def", "preproc_function_def", "preproc_include"]),
  powershell: new Set(["attribute"]),
};

/** The same for nodes whose type alone does not say so. */
const special: Partial<Record<GrammarName, (node: Node) => boolean>> = {
  // The initial value of a variable that exists for the whole run must be constant.
  c: (node) =>
    node.type === "declaration" &&
    (!isInside(node, "function_definition") || /^\s*(?:const\s+)?static\b/.test(node.text)),
  csharp: (node) => /^(?:field_declaration|local_declaration_statement)$/.test(node.type) && hasModifier(node, "const"),
  kotlin: (node) => node.type === "property_declaration" && /^[^=]*\bconst\b/.test(node.text),
  terraform: (node) => node.type === "block" && /^(?:variable|terraform)\b/.test(node.text),
  // The default of a workflow's or an action's input.
  yaml: (node) => /^(?:block_mapping_pair|flow_pair)$/.test(node.type) && /^inputs\s*:/.test(node.text),
};

/** Text of which a program's author cannot know from one line that it is text. */
const text = /string|heredoc|template|comment|text_block|nowdoc|here_/;

/** An expression inside a text: what encloses the text no longer matters. */
const expression = /interpolation|interpolated_expression|substitution|expansion|embedded/;

/** What encloses a range of a text. */
export type Context = "code" | "comment" | "text over several lines" | "constant" | "not understood";

/** What encloses the range of a key in a parsed file. */
export function contextOf(
  root: Node,
  range: { readonly start: number; readonly end: number },
  name: GrammarName,
): Context {
  let isText = true;
  for (let node = root.descendantForIndex(range.start, range.end - 1); node !== null; node = node.parent) {
    if (node.isError) return "not understood";
    if (/comment/.test(node.type)) return "comment";
    if (expression.test(node.type)) isText = false;
    const isLong = node.startPosition.row !== node.endPosition.row;
    if (isText && isLong && text.test(node.type) && !expression.test(node.type)) return "text over several lines";
    if (constants[name]?.has(node.type) || special[name]?.(node)) return "constant";
  }
  return "code";
}

function isInside(node: Node, type: string): boolean {
  for (let above = node.parent; above !== null; above = above.parent) if (above.type === type) return true;
  return false;
}

function hasModifier(node: Node, modifier: string): boolean {
  return node.children.some((child) => child?.type === "modifier" && child.text === modifier);
}
