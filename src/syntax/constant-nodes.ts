import type { Node } from "web-tree-sitter";
import type { GrammarName } from "./grammar.ts";

/** Nodes in which only constants are allowed, though their type alone does not say so. */
export const constantNodes: Partial<Record<GrammarName, (node: Node, inner: Node | null) => boolean>> = {
  python: (node) => node.type === "subscript" && /(?:^|\.)Literal$/.test(field(node, "value")?.text ?? ""),
  javascript: isConstantTemplate,
  typescript: isTypeScriptConstant,
  tsx: isTypeScriptConstant,
  // The initial value of a variable that exists for the whole run must be constant.
  c: (node) =>
    (node.type === "declaration" &&
      (!isInside(node, "function_definition") || /^\s*(?:const\s+)?static\b/.test(node.text))) ||
    isArrayOfCharacters(node) ||
    (node.type === "call_expression" && /^_?static_assert$/i.test(field(node, "function")?.text ?? "")),
  rust: (node) => node.type === "function_item" && /^[^({]*\bconst\b/.test(node.text),
  cpp: (node, inner) =>
    isArrayOfCharacters(node) ||
    (node.type === "if_statement" && inner?.type === "condition_clause" && /^if\s+constexpr\b/.test(node.text)) ||
    (/^(?:field_)?declaration$/.test(node.type) &&
      node.children.some((child) => /^(?:constexpr|constinit|consteval)$/.test(child?.text ?? ""))),
  csharp: (node) => /^(?:field_declaration|local_declaration_statement)$/.test(node.type) && hasModifier(node, "const"),
  kotlin: (node) =>
    (node.type === "class_declaration" && /^[^({]*\bannotation\s+class\b/.test(node.text)) ||
    (node.type === "property_declaration" && /^[^=]*\bconst\b/.test(node.text)),
  scala: (node) => node.type === "val_definition" && /^(?:[^=]*\s)?inline\s/.test(node.text),
  terraform: (node) =>
    (node.type === "block" && /^(?:variable|terraform|lifecycle|moved|import|removed)\b/.test(node.text)) ||
    (node.type === "attribute" && isTerraformArgument(node)),
  elixir: (node, inner) => isElixirPattern(node, inner) || isElixirDocumentation(node),
};

function field(node: Node, name: string): Node | null {
  return node.childForFieldName(name);
}

/** True for the child in a field of a node. */
export function isField(node: Node, name: string, child: Node): boolean {
  return field(node, name)?.id === child.id;
}

function isInside(node: Node, type: string): boolean {
  for (let above = node.parent; above !== null; above = above.parent) if (above.type === type) return true;
  return false;
}

function hasModifier(node: Node, modifier: string): boolean {
  return node.children.some((child) => child?.type === "modifier" && child.text === modifier);
}

/** `` html`…` `` passes its parts to a function. */
function isConstantTemplate(node: Node): boolean {
  return node.type === "call_expression" && field(node, "arguments")?.type === "template_string";
}

function isTypeScriptConstant(node: Node): boolean {
  const isImportedType = node.type === "type_alias_declaration" || node.type === "type_annotation";
  const isAsserted =
    (node.type === "as_expression" && node.lastChild?.type === "const") ||
    (node.type === "type_assertion" && node.firstChild?.text === "<const>");
  return isImportedType || isAsserted || isConstantTemplate(node);
}

/** `char k[] = "…"` copies the string: it cannot be set from a pointer. */
function isArrayOfCharacters(node: Node): boolean {
  if (node.type !== "init_declarator") return false;
  const declarator = field(node, "declarator");
  return declarator?.type === "array_declarator" && field(node, "value")?.type !== "initializer_list"
    ? true
    : declarator?.type === "array_declarator" && /\bchar\b[^*]*$/.test(node.parent?.text.split("[")[0] ?? "");
}

/** Arguments that Terraform reads before it knows any value. */
function isTerraformArgument(attribute: Node): boolean {
  const name = /^\w+/.exec(attribute.text)?.[0] ?? "";
  if (/^(?:depends_on|providers?|alias)$/.test(name)) return true;
  return /^(?:source|version)$/.test(name) && /^(?:module|provider)\b/.test(attribute.parent?.parent?.text ?? "");
}

/** `@doc "…"`, and types, which are fixed when the module is compiled. */
function isElixirDocumentation(node: Node): boolean {
  return (
    node.type === "unary_operator" &&
    /^@(?:(?:module|type|short)?doc|typep?|opaque|spec|(?:macro)?callback)\b/.test(node.text)
  );
}

/** The head of a function, and the left side of a match. */
function isElixirPattern(node: Node, inner: Node | null): boolean {
  if (inner === null) return false;
  if (node.type === "binary_operator") {
    return /^(?:=|<-)$/.test(field(node, "operator")?.text ?? "") && isField(node, "left", inner);
  }
  const definition = /^(?:def|defp|defmacro|defmacrop|defguard|defguardp|defdelegate)$/;
  const call = node.type === "arguments" ? node.parent : null;
  return (
    call?.type === "call" && definition.test(field(call, "target")?.text ?? "") && node.firstNamedChild?.id === inner.id
  );
}
