import { maskOpening } from "../detect/mask-keys.ts";

/**
 * Markdown from untrusted parts: paths, branch names, the hook's messages. They all go into code spans, where GitHub
 * resolves no mention, reference, link or HTML.
 */

// Controls, line and paragraph separators, bidirectional overrides and isolates, invisible characters, lone surrogates.
const unprintable =
  /[\u0000-\u001f\u007f-\u009f\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Longest part of a text that is read before it is cut; paths are shorter. */
const longestName = 10_000;

/** One line of text, keys in it masked, with everything that does not print made visible, and cut at `length` UTF-16 units. */
export function printable(text: string, length = 300): string {
  // Cut before and after: escapes make it longer, and a hostile name may be megabytes.
  const known = maskOpening(text, longestName);
  const short = known.length > length ? known.slice(0, length) : known;
  const visible = short.replace(unprintable, (character) =>
    character === "\n" || character === "\t" || character === "\r"
      ? " "
      : `\\u{${character.charCodeAt(0).toString(16)}}`,
  );
  if (text.length <= longestName && known.length <= length && visible.length <= 2 * length) return visible;
  return `${visible.slice(0, 2 * length).replace(/[\ud800-\udbff]$/, "")}…`;
}

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
