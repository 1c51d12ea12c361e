import { printable } from "./printable.ts";

/**
 * Markdown from untrusted parts: paths, branch names, the hook's messages. They all go into code spans, where GitHub
 * resolves no mention, reference, link or HTML.
 */

/** A code span that holds any text, on one line. In a table the bars must be escaped too: use {@link cell}. */
export function code(text: string, length?: number): string {
  const line = printable(text, length);
  if (line.trim() === "") return "` `";
  const longest = longestRun(line);
  const fence = "`".repeat(longest + 1);
  // One space each side is taken away again by Markdown when the text begins or ends with a backtick or a space.
  const padded = longest > 0 || /^ | $/.test(line) ? ` ${line} ` : line;
  return `${fence}${padded}${fence}`;
}

/**
 * Markdown inside a table's cell. A bar ends the cell even in a code span, and the escape for it is undone by a
 * backslash before it; so a bar in a name is shown as a broken bar.
 */
export function cell(markdown: string): string {
  return markdown.replace(/\|/g, "¦");
}

/** A link whose label is trusted Markdown. */
export function link(label: string, url: string): string {
  return `[${label}](${url.replace(/[()<>\s\\"]/g, (character) => encodeURIComponent(character).replace("(", "%28").replace(")", "%29"))})`;
}

/** A code block that can hold any text; `info` is a trusted language name. */
export function codeBlock(text: string, info: string): string {
  const longest = Math.max(2, longestRun(text));
  const fence = "`".repeat(longest + 1);
  return `${fence}${info}\n${text}\n${fence}`;
}

/** A section that opens on a click; blank lines let Markdown inside it render. */
export function folded(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

/** Length of the longest run of backticks. */
function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
