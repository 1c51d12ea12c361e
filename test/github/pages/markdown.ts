import MarkdownIt from "markdown-it";

type Token = ReturnType<InstanceType<typeof MarkdownIt>["parse"]>[number];

/** What a review comment's suggestion replaces. */
export interface Suggested {
  readonly lines: readonly string[];
}

const allowed = new Set(
  "a b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i ins kbd li ol p pre s samp span strong sub summary sup table tbody td th thead tr ul var".split(
    " ",
  ),
);

/** Renders a comment as GitHub does: tables, folded parts and alerts; comments are hidden and unknown tags are text. */
export function renderMarkdown(text: string, suggested: Suggested | null = null): string {
  const markdown = new MarkdownIt({ html: true, linkify: true, breaks: true });
  const { rules } = markdown.renderer;
  rules.html_block = (tokens, index) => safeHtml(tokens[index]?.content ?? "");
  rules.html_inline = (tokens, index) => safeHtml(tokens[index]?.content ?? "");
  const fence = rules.fence;
  rules.fence = (tokens, index, options, environment, self) => {
    const token = tokens[index];
    if (token?.info.trim() === "suggestion" && suggested !== null) return suggestion(suggested.lines, token.content);
    return fence?.(tokens, index, options, environment, self) ?? "";
  };
  markdown.core.ruler.push("alerts", (state) => markAlerts(state.tokens));
  return markdown.render(text.replace(/<!--[\s\S]*?(?:-->|$)/g, ""));
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function safeHtml(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, "")
    .replace(/<(\/?)([a-zA-Z][\w-]*)([^>]*)>?/g, (all, close: string, name: string, rest: string) => {
      if (!allowed.has(name.toLowerCase())) return escapeHtml(all);
      const open = /\bopen\b/.test(rest) && name.toLowerCase() === "details" ? " open" : "";
      const href = /\bhref="(https?:\/\/[^"]*|#[^"]*)"/.exec(rest)?.[1];
      return `<${close}${name}${open}${href === undefined ? "" : ` href="${escapeHtml(href)}"`}>`;
    });
}

/** Turns `> [!CAUTION]` into the box that GitHub makes of it. */
function markAlerts(tokens: Token[]): void {
  for (const [index, token] of tokens.entries()) {
    const inline = tokens[index + 2];
    if (token.type !== "blockquote_open" || inline?.type !== "inline") continue;
    const kind = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*(?:\n|$)/.exec(inline.content)?.[1]?.toLowerCase();
    const close = tokens.slice(index).find(({ type, level }) => type === "blockquote_close" && level === token.level);
    if (kind === undefined || close === undefined) continue;
    token.tag = "div";
    close.tag = "div";
    token.attrSet("class", `markdown-alert markdown-alert-${kind}`);
    const [marker] = inline.children ?? [];
    if (marker === undefined) continue;
    marker.type = "html_inline";
    marker.content = `<strong>${kind[0]?.toUpperCase()}${kind.slice(1)}</strong>`;
  }
}

function suggestion(before: readonly string[], content: string): string {
  const after = content === "" ? [] : content.replace(/\n$/, "").split("\n");
  const row = (kind: string, sign: string) => (line: string) =>
    `<tr class="${kind}"><td class="sign">${sign}</td><td class="line">${escapeHtml(line)}</td></tr>`;
  return `<div class="suggestion"><div class="suggestion-head">Suggested change</div><table class="diff">${[
    ...before.map(row("removed", "-")),
    ...after.map(row("added", "+")),
  ].join(
    "",
  )}</table><div class="suggestion-foot"><button type="button" disabled>Commit suggestion</button></div></div>`;
}
