import type { Node } from "web-tree-sitter";
import { constantNodes, isField } from "./constant-nodes.ts";
import type { GrammarName } from "./grammar.ts";

const preprocessor = ["preproc_def", "preproc_function_def", "preproc_include"];
const compiled = ["attribute_specifier", "gnu_asm_expression", "sizeof_expression", "concatenated_string"];
const typescript = [
  "import_statement",
  "enum_body",
  "literal_type",
  "ambient_declaration",
  "property_signature",
  "export_specifier",
  "template_literal_type",
];

/** Nodes in which a language allows no expression that is evaluated at run time, or none at all. */
const constants: Partial<Record<GrammarName, ReadonlySet<string>>> = {
  python: new Set(["case_pattern", "type"]),
  javascript: new Set(["import_statement", "export_specifier", "jsx_text"]),
  typescript: new Set(typescript),
  tsx: new Set([...typescript, "jsx_text"]),
  go: new Set(["const_declaration", "field_declaration", "import_spec"]),
  java: new Set(["annotation", "switch_label", "annotation_type_element_declaration"]),
  kotlin: new Set(["annotation"]),
  scala: new Set(["annotation", "literal_type", "alternative_pattern", "case_class_pattern"]),
  rust: new Set(["const_item", "static_item", "attribute_item", "inner_attribute_item", "match_pattern"]),
  csharp: new Set(["attribute", "parameter", "constant_pattern", "case_switch_label", "goto_statement"]),
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
  ruby: new Set(["keyword_pattern", "array_pattern", "hash_pattern", "find_pattern", "alternative_pattern"]),
  c: new Set([...preprocessor, ...compiled]),
  cpp: new Set([
    ...preprocessor,
    ...compiled,
    "attribute_declaration",
    "static_assert_declaration",
    "template_argument_list",
    "linkage_specification",
    "noexcept",
  ]),
  powershell: new Set(["attribute", "switch_clause_condition"]),
};

/** The fields of nodes that hold a pattern, to which the same applies. */
const patterns: Partial<Record<GrammarName, readonly (readonly [type: string, field: string])[]>> = {
  scala: [["case_clause", "pattern"]],
  ruby: [
    ["in_clause", "pattern"],
    ["match_pattern", "pattern"],
    ["test_pattern", "pattern"],
  ],
  rust: [
    ["tuple_struct_pattern", "type"],
    ["let_condition", "pattern"],
    ["let_declaration", "pattern"],
    ["array_expression", "length"],
    ["array_type", "length"],
  ],
  elixir: [["stab_clause", "left"]],
  go: [["array_type", "length"]],
  c: [["array_declarator", "size"]],
  cpp: [
    ["array_declarator", "size"],
    ["case_statement", "value"],
  ],
};

/** Code in a constant that is evaluated when the program runs. */
const deferred: Partial<Record<GrammarName, RegExp>> = {
  csharp: /^when_clause$/,
  java: /^guard$/,
  rust: /^closure_expression$/,
};

/** True for a node that makes an expression in it independent of what is around it. */
export function isDeferred(node: Node, name: GrammarName): boolean {
  return deferred[name]?.test(node.type) === true;
}

/** True when a node, which holds the node `inner`, is where a value must be known before the program runs. */
export function isConstant(node: Node, inner: Node | null, name: GrammarName): boolean {
  if (constants[name]?.has(node.type) || constantNodes[name]?.(node, inner)) return true;
  return (patterns[name] ?? []).some(([type, of]) => node.type === type && inner !== null && isField(node, of, inner));
}
