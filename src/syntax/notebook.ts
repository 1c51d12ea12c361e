import type { LineEdit } from "./line-edit.ts";

/** The line of a cell that an edit of a notebook changes. */
type CellEdit = LineEdit | "no code" | "not understood";

/**
 * What an edit of a notebook's file does to the source of the cell around it: an edit of Python, or `no code` in a cell
 * of text and on a line that IPython reads itself.
 */
export function cellEdit({ text, line, key, replacement, puts }: LineEdit): CellEdit {
  const before = read(text);
  const after = read(text.slice(0, line.start) + replacement + text.slice(line.end));
  if (before === null || after === null || before.length !== after.length) return "not understood";
  const changed = before.findIndex((cell, index) => cell.source !== after[index]?.source);
  const [cell, written] = [before[changed], after[changed]];
  if (cell === undefined || written === undefined) return "not understood";
  if (cell.type !== "code") return puts === "placeholder" ? "no code" : "not understood";
  if (cell.language !== "python") return "not understood";
  const secret = text.slice(key.start, key.end);
  const at = cell.source.indexOf(secret);
  const start = cell.source.lastIndexOf("\n", at) + 1;
  const next = cell.source.indexOf("\n", at);
  const end = next === -1 ? cell.source.length : next;
  if (at === -1 || /^\s*[!%]/.test(cell.source.slice(start, end)) || cell.source.startsWith("%%")) return "no code";
  const rest = cell.source.length - end;
  return {
    path: "cell.py",
    text: withoutMagic(cell.source),
    line: { start, end },
    key: { start: at, end: at + secret.length },
    replacement: written.source.slice(start, written.source.length - rest),
    puts,
  };
}

interface Cell {
  readonly type: string;
  readonly language: string;
  readonly source: string;
}

function read(text: string): readonly Cell[] | null {
  try {
    const { cells = [], metadata } = JSON.parse(text) as Notebook;
    const language = metadata?.kernelspec?.language ?? metadata?.language_info?.name ?? "python";
    return cells.map(({ cell_type: type = "code", source = "" }) => ({
      type,
      language: language.toLowerCase(),
      source: typeof source === "string" ? source : source.join(""),
    }));
  } catch {
    return null;
  }
}

interface Notebook {
  readonly cells?: readonly { readonly cell_type?: string; readonly source?: string | readonly string[] }[];
  readonly metadata?: {
    readonly kernelspec?: { readonly language?: string };
    readonly language_info?: { readonly name?: string };
  };
}

/** The source with its lines of IPython as comments of the same length. */
function withoutMagic(source: string): string {
  return source.replace(/^[!%](?=.)/gm, "#");
}
