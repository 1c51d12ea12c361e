import { styleText } from "node:util";
import MarkdownIt from "markdown-it";

const parser = new MarkdownIt({ html: true });

type Token = ReturnType<typeof parser.parse>[number];

/**
 * A comment as a person reads it, for a terminal: hidden parts left out, links as their text,
 * folded sections open, headings and code set apart.
 */
export function readable(markdown: string): string {
  const text = parser
    .parse(markdown.replace(/<!--[\s\S]*?-->/g, ""), {})
    .map(block)
    .join("");
  return text.replace(/\n{3,}/g, "\n\n").trim();
}

function block(token: Token): string {
  switch (token.type) {
    case "inline":
      return (token.children ?? []).map(span).join("");
    case "fence":
    case "code_block":
      return `${token.content.replace(/^/gm, "  ").trimEnd()}\n\n`;
    case "html_block":
      return plain(token.content);
    case "heading_open":
      return "\n▌ ";
    case "list_item_open":
      return `${"  ".repeat((token.level - 1) / 2)}${token.info ? `${token.info}.` : "•"} `;
    case "td_close":
    case "th_close":
      return "  │  ";
    case "hr":
      return "────\n";
    case "heading_close":
    case "paragraph_close":
    case "tr_close":
      return "\n";
    case "table_close":
    case "bullet_list_close":
    case "ordered_list_close":
      return "\n";
    default:
      return "";
  }
}

function span(token: Token): string {
  switch (token.type) {
    case "text":
      return token.content;
    case "code_inline":
      return styleText("cyan", token.content);
    case "strong_open":
    case "strong_close":
      return "";
    case "softbreak":
    case "hardbreak":
      return "\n";
    case "html_inline":
      return plain(token.content);
    default:
      return "";
  }
}

function plain(html: string): string {
  return html
    .replace(/<br\s*\/?>/g, "\n")
    .replace(/<summary>/g, "▸ ")
    .replace(/<\/summary>/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
}
