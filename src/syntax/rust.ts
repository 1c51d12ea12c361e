import type { Node } from "web-tree-sitter";
import { visit } from "./node.ts";

/** Functions that keep what they borrow for longer than the statement, or return it. */
const keeping =
  /^(?:from_static|push|push_back|push_front|insert|entry|or_insert|unwrap_or|map_or|fill|set|replace|get_or_insert|extend|chain|zip|once|repeat|leak)$/;

/** Types that keep what they are made of. */
const wrapping = /(?:^|::)(?:Box|Rc|Arc|Cell|RefCell|OnceCell|OnceLock|Mutex|RwLock|Cow|Pin)(?:::<.*>)?::\w+$/;

/**
 * True where a text that lives only as long as its statement, or that the statement owns, can be instead of a literal,
 * which lives for ever: the argument of a call, a comparison, the value of a variable that does not leave the function,
 * and a literal that is turned into a `String`.
 */
export function isOwned(literal: Node, root: Node): boolean {
  const keepers = keepersIn(root);
  const parent = literal.parent;
  switch (parent?.type) {
    case "field_expression":
      return isConverted(parent, keepers);
    case "binary_expression":
    case "compound_assignment_expr":
      return true;
    case "let_declaration":
      return isLocal(parent, keepers);
    case "arguments":
      return isPassed(parent, keepers);
    case "token_tree":
      return isMacroOperand(literal, parent);
    default:
      return false;
  }
}

/** Methods of a text whose result does not borrow from it. */
const converting =
  /^(?:to_string|to_owned|into|len|is_empty|parse|to_uppercase|to_lowercase|replace|repeat|contains|starts_with|ends_with|eq|ne)$/;

function isConverted(field: Node, keepers: Keepers): boolean {
  const call = field.parent;
  if (converting.test(field.childForFieldName("field")?.text ?? "")) return true;
  return call?.type === "call_expression" && call.parent?.type === "arguments" && isPassed(call.parent, keepers);
}

function isPassed(list: Node, keepers: Keepers): boolean {
  const called = list.parent?.childForFieldName("function")?.text ?? "";
  const name = /\w+$/.exec(called)?.[0] ?? "";
  if (/(?:^|::)String::from$/.test(called)) return true;
  // A name in capitals is a structure or a variant, which keeps its value.
  return !(keeping.test(name) || wrapping.test(called) || /^[A-Z]/.test(name) || name === "" || keepers.has(name));
}

/** The names of functions that keep what they take. */
type Keepers = ReadonlySet<string>;

function keepersIn(root: Node): Keepers {
  const names = new Set<string>();
  visit(root, (node) => {
    if (node.type === "function_item" && keeps(node)) names.add(node.childForFieldName("name")?.text ?? "");
    return true;
  });
  return names;
}

/** A function whose signature takes what lives for ever, or may return what it takes. */
function keeps(declared: Node): boolean {
  const part = (name: string) => declared.childForFieldName(name)?.text ?? "";
  const generics = (part("type_parameters").match(/(?<=[<,]\s*)[A-Z]\w*/g) ?? []).map((type) => `\\b${type}\\b`);
  const head = declared.text.slice(0, (declared.childForFieldName("body")?.startIndex ?? 0) - declared.startIndex);
  return /'static\b/.test(head) || new RegExp(["[&']", ...generics].join("|")).test(part("return_type"));
}

/** More uses are not looked at; then the variable counts as leaving its function. */
const mostUses = 1000;

/** `let k = "…"` whose name is used only where it is read at once, and in no closure or task that may live longer. */
function isLocal(declaration: Node, keepers: Keepers): boolean {
  const name = declaration.childForFieldName("pattern");
  const type = declaration.childForFieldName("type")?.text ?? "";
  const block = declaration.parent;
  if (name?.type !== "identifier" || !/^(?:&str)?$/.test(type.replace(/\s/g, "")) || block === null) return false;
  let leaves = false;
  let uses = 0;
  visit(block, (node) => {
    if (node.startIndex < declaration.endIndex && node.endIndex <= declaration.endIndex) return false;
    const isUse = node.type === "identifier" && node.text === name.text;
    if (isUse) uses += 1;
    if (isUse && (uses > mostUses || !isReadAtOnce(node, keepers) || isDelayed(node, block))) leaves = true;
    return !leaves;
  });
  return !leaves;
}

function isDelayed(use: Node, block: Node): boolean {
  for (let node = use.parent; node !== null && node.id !== block.id; node = node.parent) {
    if (/^(?:closure_expression|async_block|return_expression)$/.test(node.type)) return true;
  }
  return false;
}

/** Macros whose result does not borrow from their operands. */
const printing =
  /^(?:e?print(?:ln)?|format|write(?:ln)?|panic|(?:debug_)?assert(?:_eq|_ne)?|info|warn|debug|error|trace|json)$/;

function isReadAtOnce(use: Node, keepers: Keepers): boolean {
  const outer = use.parent?.type === "reference_expression" ? use.parent : use;
  const parent = outer.parent;
  switch (parent?.type) {
    case "arguments":
      return isPassed(parent, keepers);
    case "binary_expression":
    case "compound_assignment_expr":
      return true;
    case "assignment_expression":
      return parent.childForFieldName("left")?.id === outer.id;
    case "field_expression":
      return isConverted(parent, keepers);
    case "token_tree":
      return printing.test(macroOf(parent));
    default:
      return false;
  }
}

function macroOf(tree: Node): string {
  let node: Node | null = tree;
  while (node?.type === "token_tree") node = node.parent;
  return node?.childForFieldName("macro")?.text.replace(/^.*::/, "") ?? "";
}

/** In a macro, whose parts are not parsed: a value of JSON, or a conversion to a `String`. */
function isMacroOperand(literal: Node, tree: Node): boolean {
  const next = literal.nextSibling?.text;
  const method = literal.nextSibling?.nextSibling?.text ?? "";
  if (next === "." && /^(?:to_string|to_owned|into)$/.test(method)) return true;
  return macroOf(tree) === "json" && next !== ":";
}
