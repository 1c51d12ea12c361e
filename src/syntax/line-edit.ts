/** A line of a file, and what it is to become. */
export interface LineEdit {
  readonly path: string;
  /** The whole file. */
  readonly text: string;
  /** UTF-16 offsets of the line in the file, without its end. */
  readonly line: { readonly start: number; readonly end: number };
  /** UTF-16 offsets of the key in the file. */
  readonly key: { readonly start: number; readonly end: number };
  /** The new text of the line, which may be several lines. */
  readonly replacement: string;
  /**
   * Whether the replacement reads a variable, asks for it, names it in a text that a framework resolves, or only shows
   * where a value belongs.
   */
  readonly puts: "expression" | "prompt" | "reference" | "placeholder";
}
