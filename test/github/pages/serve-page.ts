import type { ServerResponse } from "node:http";
import { ask, git } from "../git/git.ts";
import type { World } from "../world.ts";
import { commentPage, conversationPage } from "./conversation.ts";
import { page } from "./layout.ts";
import { escapeHtml } from "./markdown.ts";

/**
 * Answers a request for a page: `/acme/shop/pull/1`, `/acme/shop/pull/1/comment-only`, `/acme/shop/blob/SHA/PATH`.
 * False when the address is none of a page.
 */
export async function servePage(world: World, address: URL, response: ServerResponse): Promise<boolean> {
  const [, owner, name, kind, ...rest] = address.pathname.split("/").map(decodeURIComponent);
  const repository = world.repositories.get(`${owner}/${name}`.toLowerCase());
  if (repository === undefined) return false;
  const send = (html: string) => {
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'",
    });
    response.end(html);
    return true;
  };
  if (kind === "pull") {
    const pull = world.pulls.find((item) => item.repository === repository && item.number === Number(rest[0]));
    if (pull === undefined) return false;
    return send(rest[1] === "comment-only" ? commentPage(world, pull) : conversationPage(world, pull));
  }
  if (kind === "blob") {
    const [ref = "", ...path] = rest;
    const object = `${ref}:${path.join("/")}`;
    if ((await ask(repository.gitDir, "cat-file", "-t", object)) !== "blob") return false;
    const text = (await git(repository.gitDir, "cat-file", "blob", object)).toString("utf8").replace(/\n$/, "");
    const rows = text
      .split("\n")
      .map(
        (line, index) =>
          `<tr id="L${index + 1}"><td class="number">${index + 1}</td><td class="line">${escapeHtml(line)}</td></tr>`,
      );
    return send(
      page(
        path.join("/"),
        `<h2>${escapeHtml(path.join("/"))}</h2><div class="box"><table class="diff">${rows.join("")}</table></div>`,
      ),
    );
  }
  return false;
}
