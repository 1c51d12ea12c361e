import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { escapeHtml } from "./markdown.ts";

const markdownStyle = readFileSync(
  createRequire(import.meta.url).resolve("github-markdown-css/github-markdown.css"),
  "utf8",
);

const style = `
:root { color-scheme: light dark; --line: #d1d9e0; --soft: #f6f8fa; --text: #1f2328; --quiet: #59636e; --back: #fff;
  --red: #d1242f; --green: #1a7f37; --red-back: #ffebe9; --green-back: #dafbe1; --blue: #0969da; }
@media (prefers-color-scheme: dark) { :root { --line: #3d444d; --soft: #151b23; --text: #f0f6fc; --quiet: #9198a1; --back: #0d1117;
  --red: #f85149; --green: #3fb950; --red-back: #f8514926; --green-back: #2ea04326; --blue: #4493f8; } }
body { margin: 0; background: var(--back); color: var(--text); font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
main { max-width: 900px; margin: 0 auto; padding: 24px 16px 64px; }
a { color: var(--blue); text-decoration: none; }
h1 { font-size: 28px; font-weight: 400; margin: 8px 0; } h1 span { color: var(--quiet); font-weight: 300; }
.state { display: inline-block; padding: 4px 12px; border-radius: 99px; color: #fff; background: #1f883d; font-weight: 500; }
.state.closed { background: #cf222e; }
.quiet { color: var(--quiet); }
.box { border: 1px solid var(--line); border-radius: 6px; margin: 16px 0; overflow: hidden; background: var(--back); }
.head { background: var(--soft); border-bottom: 1px solid var(--line); padding: 8px 16px; }
.bot { border: 1px solid var(--line); border-radius: 99px; padding: 0 6px; font-size: 12px; font-weight: 500; color: var(--quiet); }
.body { padding: 16px; } .markdown-body { font-size: 14px; background: transparent; }
.check { display: flex; gap: 8px; padding: 12px 16px; border-top: 1px solid var(--line); } .check:first-child { border-top: 0; }
.failure { color: var(--red); } .success { color: var(--green); } .neutral { color: var(--quiet); }
table.diff { border-collapse: collapse; width: 100%; margin: 0; display: table; font: 12px/20px ui-monospace, SFMono-Regular, Menlo, monospace; }
.markdown-body table.diff td, table.diff td { border: 0; padding: 0 8px; white-space: pre-wrap; overflow-wrap: anywhere; color: var(--text); }
.markdown-body table.diff tr, table.diff tr { border: 0; background: var(--back); } table.diff td.sign { width: 1ch; color: var(--quiet); }
table.diff td.number { width: 5ch; text-align: right; color: var(--quiet); user-select: none; }
.markdown-body table.diff tr.removed, table.diff tr.removed { background: var(--red-back); }
.markdown-body table.diff tr.added, table.diff tr.added { background: var(--green-back); }
table.diff tr:target { background: #fff8c5; } .suggestion { border: 1px solid var(--line); border-radius: 6px; overflow: hidden; margin: 12px 0; }
.suggestion-head, .suggestion-foot { padding: 6px 12px; font-size: 12px; color: var(--quiet); }
.suggestion-head { border-bottom: 1px solid var(--line); } .suggestion-foot { border-top: 1px solid var(--line); text-align: right; }
button { border: 1px solid var(--line); border-radius: 6px; background: var(--soft); color: var(--text); padding: 3px 12px; font: inherit; font-size: 12px; }
`;

/** A whole page. `content` is HTML. */
export function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width"><style>${markdownStyle}${style}</style></head><body><main>${content}</main></body></html>`;
}
