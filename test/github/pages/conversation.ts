import type { CheckRun, PullRequest, ReviewComment, User, World } from "../world.ts";
import { page } from "./layout.ts";
import { escapeHtml, renderMarkdown } from "./markdown.ts";

/** The conversation of a pull request, close to how GitHub shows it. */
export function conversationPage(world: World, pull: PullRequest): string {
  const { repository, number, title, state, author } = pull;
  const ofPull = (item: { repository: unknown }) => item.repository === repository;
  const items = [
    ...world.comments
      .filter((comment) => ofPull(comment) && comment.issue === number)
      .map(({ id, createdAt, user, body }) => ({
        id,
        createdAt,
        html: box(user, "commented", renderMarkdown(body), `issuecomment-${id}`),
      })),
    ...world.reviewComments
      .filter((comment) => ofPull(comment) && comment.pull === number)
      .map((comment) => ({ id: comment.id, createdAt: comment.createdAt, html: reviewBox(comment) })),
  ].sort((a, b) => a.id - b.id);
  const ofHead = world.checkRuns.filter((run) => ofPull(run) && run.headSha === pull.headSha);
  // The newest of each name.
  const runs = [...new Map(ofHead.map((run) => [run.name, run])).values()];
  return page(
    `${title} · Pull Request #${number} · ${repository.fullName}`,
    `<a href="${world.url}/${repository.fullName}">${escapeHtml(repository.fullName)}</a>
<h1>${escapeHtml(title)} <span>#${number}</span></h1>
<p><span class="state ${state}">${state === "open" ? "Open" : "Closed"}</span> <span class="quiet"><b>${escapeHtml(author)}</b> wants to merge into <code>${escapeHtml(pull.base)}</code> from <code>${escapeHtml(pull.head)}</code></span></p>
${box({ login: author, type: "User" }, "opened this", pull.body === "" ? "<p><em>No description provided.</em></p>" : renderMarkdown(pull.body), "description")}
${items.map(({ html }) => html).join("\n")}
${checks(runs)}`,
  );
}

/** Only the newest comment of an app: for a picture of it. */
export function commentPage(world: World, pull: PullRequest): string {
  const comment = world.comments.findLast(
    ({ repository, issue, user }) => repository === pull.repository && issue === pull.number && user.type === "Bot",
  );
  return page(
    "Comment",
    comment === undefined
      ? "<p>No comment.</p>"
      : box(comment.user, "commented", renderMarkdown(comment.body), "comment"),
  );
}

function box({ login, type }: User, did: string, html: string, id: string): string {
  const bot = type === "Bot" ? ' <span class="bot">bot</span>' : "";
  return `<section class="box" id="${id}"><div class="head"><b>${escapeHtml(login.replace("[bot]", ""))}</b>${bot} <span class="quiet">${did}</span></div>
<div class="body markdown-body">${html}</div></section>`;
}

function reviewBox({ id, path, line, startLine, diffHunk, body, user }: ReviewComment): string {
  const count = startLine === null ? 1 : line - startLine + 1;
  const lines = diffHunk.split("\n").slice(1);
  const shown = lines.slice(-Math.max(4, count));
  const rows = shown.map((text) => {
    const kind = text.startsWith("+") ? "added" : text.startsWith("-") ? "removed" : "same";
    return `<tr class="${kind}"><td class="sign">${escapeHtml(text.slice(0, 1))}</td><td class="line">${escapeHtml(text.slice(1))}</td></tr>`;
  });
  const commented = lines
    .filter((text) => !text.startsWith("-"))
    .slice(-count)
    .map((text) => text.slice(1));
  return `<section class="box review" id="discussion_r${id}"><div class="head"><code>${escapeHtml(path)}</code> <span class="quiet">line ${line}</span></div>
<table class="diff">${rows.join("")}</table><div class="head"><b>${escapeHtml(user.login.replace("[bot]", ""))}</b>${user.type === "Bot" ? ' <span class="bot">bot</span>' : ""}</div>
<div class="body markdown-body">${renderMarkdown(body, { lines: commented })}</div></section>`;
}

function checks(runs: readonly CheckRun[]): string {
  if (runs.length === 0) return "";
  const rows = runs.map(({ name, title, conclusion }) => {
    const mark = conclusion === "failure" ? "✕" : conclusion === "success" ? "✓" : "■";
    return `<div class="check"><b class="${conclusion ?? "neutral"}">${mark}</b> <b>${escapeHtml(name)}</b> <span class="quiet">${escapeHtml(title ?? "")}</span></div>`;
  });
  return `<section class="box" id="checks">${rows.join("")}</section>`;
}
