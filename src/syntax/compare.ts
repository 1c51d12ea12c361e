import type { Node, Tree } from "web-tree-sitter";
import { visit } from "./node.ts";

/** The replacement of a range of a text, as UTF-16 offsets in the old text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * True when an edit left everything around it as it was: there is no new error, and every node outside of the edited
 * range has the same type and place. Inside the range, anything that parses is accepted.
 */
export function changesNothingElse(before: Tree, after: Tree, edit: Edit): boolean {
  const shift = edit.text.length - (edit.end - edit.start);
  const written = edit.start + edit.text.length;
  const old = outside(before.rootNode, { ...spaced(before, edit.start, edit.end), shift: 0 });
  const now = outside(after.rootNode, { ...spaced(after, edit.start, written), shift });
  return errors(after) <= errors(before) && old.length === now.length && old.every((node, at) => node === now[at]);
}

/** Number of nodes that the parser could not understand, or had to invent. */
function errors(tree: Tree): number {
  if (!tree.rootNode.hasError) return 0;
  let count = 0;
  visit(tree.rootNode, (node) => {
    if (node.isError || node.isMissing) count += 1;
    return node.hasError;
  });
  return count;
}

interface Range {
  readonly start: number;
  readonly end: number;
  /** The end with the blanks and line ends after it, which a block of YAML may include. */
  readonly spacedEnd: number;
  /** Subtracted from offsets after the range. */
  readonly shift: number;
}

function spaced({ rootNode }: Tree, start: number, end: number): Omit<Range, "shift"> {
  const blanks = /^\s*/.exec(rootNode.text.slice(end - rootNode.startIndex))?.[0].length ?? 0;
  return { start, end, spacedEnd: end + blanks };
}

/** The nodes that are not within a range, in order, each as its type and place. */
function outside(root: Node, { start, end, spacedEnd, shift }: Range): readonly string[] {
  const nodes: string[] = [];
  const moved = (at: number) => (at >= end ? at - shift : at);
  visit(root, (node) => {
    if (node.startIndex >= start && node.endIndex <= spacedEnd) return false;
    nodes.push(`${node.type} ${moved(node.startIndex)} ${moved(node.endIndex)}`);
    return true;
  });
  return nodes;
}
