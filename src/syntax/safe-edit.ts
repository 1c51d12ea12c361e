import type { Tree } from "web-tree-sitter";
import { changesNothingElse, type Edit } from "./compare.ts";
import { contextOf } from "./context.ts";
import { isWrittenToEnvironment } from "./environment.ts";
import { type Grammar, type GrammarName, grammarOf, loadGrammar } from "./grammar.ts";
import type { LineEdit } from "./line-edit.ts";
import { literalAround } from "./node.ts";
import { cellEdit } from "./notebook.ts";
import { isValue } from "./positions.ts";
import { isEvaluated } from "./reads.ts";
import { isNeededAsConstant } from "./uses.ts";
import { isWorkflow, offersSecrets } from "./workflow.ts";

/** A longer file is rarely written by hand, and parsing it takes long. */
const maximumLength = 512 * 1024;

/**
 * True when the file, read by its language's grammar, allows the change of the line: the key is where the language
 * evaluates an expression, the result has no new error, and nothing around the change means something else. Also true
 * for a language without a grammar.
 * @throws GrammarError when the installation lacks the grammar
 */
export async function isSafeEdit(edit: LineEdit): Promise<boolean> {
  if (/\.ipynb$/i.test(edit.path)) {
    const inCell = cellEdit(edit);
    return typeof inCell === "string" ? inCell === "no code" : isSafeEdit(inCell);
  }
  const name = grammarOf(edit.path);
  if (name === null) return true;
  if (edit.text.length > maximumLength) return false;
  const grammar = await loadGrammar(name);
  try {
    return isSafeIn(grammar, name, edit);
  } catch {
    // A file that breaks the parser must not stop the report.
    return false;
  }
}

function isSafeIn(grammar: Grammar, name: GrammarName, edit: LineEdit): boolean {
  const { text, key, line, replacement } = edit;
  // The key itself is not needed: any text of its length is parsed in the same way.
  const old = text.slice(0, key.start) + "x".repeat(key.end - key.start) + text.slice(key.end);
  const before = grammar.parse(old);
  const after = grammar.parse(text.slice(0, line.start) + replacement + text.slice(line.end));
  try {
    if (before === null || after === null) return false;
    const oldLine = old.slice(line.start, line.end);
    const change = difference(oldLine, edit);
    const context = contextOf(before.rootNode, key, name);
    if (context === "not understood") return false;
    if (/^(?:expression|prompt)$/.test(edit.puts) && context !== "code") {
      // A constant may have become a variable, by a change of its declaration.
      const literal = literalAround(before.rootNode, key);
      if (literal === null || change.start >= literal.startIndex) return false;
      const written = { start: change.start, end: change.start + change.text.length };
      if (context !== "constant" || contextOf(after.rootNode, written, name) !== "code") return false;
    }
    if (edit.puts === "expression") {
      const literal = literalAround(before.rootNode, key);
      if (literal === null || !isValue(literal, before.rootNode, name) || isWrittenToEnvironment(literal, old))
        return false;
      if (isWorkflow(edit.path) && !offersSecrets(literal)) return false;
      if (isNeededAsConstant(literal, before.rootNode, name) || !isEvaluated(after.rootNode, change, name))
        return false;
    }
    return changesNothingElse(before, after, widened(before, oldLine, change, edit));
  } finally {
    before?.delete();
    after?.delete();
  }
}

/** The part of the line that differs. */
function difference(old: string, { line, replacement }: LineEdit): Edit {
  const shortest = Math.min(old.length, replacement.length);
  let head = 0;
  while (head < shortest && old[head] === replacement[head]) head++;
  let tail = 0;
  while (tail < shortest - head && old.at(-1 - tail) === replacement.at(-1 - tail)) tail++;
  const text = replacement.slice(head, replacement.length - tail);
  return { start: line.start + head, end: line.end - tail, text };
}

/** The largest node around a change that is within the line. */
function widened(tree: Tree, old: string, change: Edit, { line, replacement }: LineEdit): Edit {
  let { start, end } = change;
  const isWithin = (node: { startIndex: number; endIndex: number }) =>
    node.startIndex >= line.start && node.endIndex <= line.end;
  for (let node = tree.rootNode.descendantForIndex(start, end); node !== null && isWithin(node); node = node.parent) {
    start = Math.min(start, node.startIndex);
    end = Math.max(end, node.endIndex);
  }
  const shift = replacement.length - old.length;
  return { start, end, text: replacement.slice(start - line.start, end - line.start + shift) };
}
