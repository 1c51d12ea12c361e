/**
 * Markdown from untrusted parts: paths, branch names, the hook's messages. They all go into code spans, where GitHub
 * resolves no mention, reference, link or HTML.
 */
/** A code span that holds any text, on one line. In a table the bars must be escaped too: use {@link cell}. */
export declare function code(text: string, length?: number): string;
/**
 * Markdown inside a table's cell. A bar ends the cell even in a code span, and the escape for it is undone by a
 * backslash before it; so a bar in a name is shown as a broken bar.
 */
export declare function cell(markdown: string): string;
/** A link whose label is trusted Markdown. */
export declare function link(label: string, url: string): string;
/** A code block that can hold any text; `info` is a trusted language name. */
export declare function codeBlock(text: string, info: string): string;
/** A section that opens on a click; blank lines let Markdown inside it render. */
export declare function folded(title: string, body: string): string;
