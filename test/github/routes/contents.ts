import { type Answer, type Ask, type Handler, ok, Problem } from "../answer.ts";
import { ask as askGit, git } from "../git/git.ts";
import { commits, resolveCommit } from "../git/objects.ts";
import { gitCommitShape } from "../shapes/commit.ts";

interface Entry {
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size: number | null;
  readonly path: string;
}

/** Objects by id, and files by path. */
export const contentRoutes: Readonly<Record<string, Handler>> = {
  "GET /repos/{owner}/{repo}/git/blobs/{file_sha}": async (ask) => {
    const sha = ask.params.file_sha ?? "";
    const { gitDir } = ask.repository;
    if ((await askGit(gitDir, "cat-file", "-t", sha)) !== "blob") throw new Problem(404, "Not Found");
    const size = Number(await askGit(gitDir, "cat-file", "-s", sha));
    if (size > ask.world.limits.blobBytes) {
      throw new Problem(403, "The requested blob is too large to fetch via the API.", {}, [
        { resource: "Blob", field: "data", code: "too_large" },
      ]);
    }
    const bytes = await git(gitDir, "cat-file", "blob", sha);
    if (raw(ask)) return { status: 200, bytes, type: "application/vnd.github.raw; charset=utf-8" };
    return ok({
      sha,
      node_id: `B_${sha}`,
      size,
      url: `${root(ask)}/git/blobs/${sha}`,
      content: lines64(bytes),
      encoding: "base64",
    });
  },

  "GET /repos/{owner}/{repo}/git/commits/{commit_sha}": async (ask) => {
    const sha = ask.params.commit_sha ?? "";
    const isCommit = (await askGit(ask.repository.gitDir, "cat-file", "-t", sha)) === "commit";
    const [commit] = isCommit ? await commits(ask.repository.gitDir, "-1", sha) : [];
    if (commit === undefined) throw new Problem(404, "Not Found");
    return ok(gitCommitShape(ask.world, ask.repository, commit));
  },

  "GET /repos/{owner}/{repo}/git/tags/{tag_sha}": async (ask) => {
    const sha = ask.params.tag_sha ?? "";
    const { gitDir } = ask.repository;
    if ((await askGit(gitDir, "cat-file", "-t", sha)) !== "tag") throw new Problem(404, "Not Found");
    const text = (await git(gitDir, "cat-file", "tag", sha)).toString("utf8");
    const end = text.indexOf("\n\n");
    const header = (name: string) => new RegExp(`^${name} (.*)$`, "m").exec(text.slice(0, end))?.[1] ?? "";
    const [, name = "", email = "", time = "0"] = /^(.*) <(.*)> (\d+)/.exec(header("tagger")) ?? [];
    return ok({
      node_id: `T_${sha}`,
      sha,
      url: `${root(ask)}/git/tags/${sha}`,
      tag: header("tag"),
      message: text.slice(end + 2),
      tagger: { name, email, date: new Date(Number(time) * 1_000).toISOString().replace(".000", "") },
      object: {
        type: header("type"),
        sha: header("object"),
        url: `${root(ask)}/git/${header("type")}s/${header("object")}`,
      },
      verification: { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null },
    });
  },

  "GET /repos/{owner}/{repo}/git/trees/{tree_sha}": async (ask) => {
    const name = ask.params.tree_sha ?? "";
    const { gitDir } = ask.repository;
    const commit = await resolveCommit(gitDir, name);
    const sha = await askGit(gitDir, "rev-parse", "--verify", "--quiet", `${commit ?? name}^{tree}`);
    if (!sha) throw new Problem(404, "Not Found");
    const all = await entries(gitDir, sha, ...(ask.query.has("recursive") ? ["-r", "-t"] : []));
    const tree = all.slice(0, ask.world.limits.treeEntries).map(({ path, mode, type, sha: id, size }) => ({
      path,
      mode,
      type,
      sha: id,
      ...(size === null ? {} : { size }),
      url: `${root(ask)}/git/${type}s/${id}`,
    }));
    return ok({ sha, url: `${root(ask)}/git/trees/${sha}`, tree, truncated: all.length > tree.length });
  },

  "GET /repos/{owner}/{repo}/contents/{path}": async (ask) => {
    const { gitDir, defaultBranch } = ask.repository;
    const path = (ask.params.path ?? "").replace(/^\/+|\/+$/g, "");
    const ref = ask.query.get("ref") ?? defaultBranch;
    const commit = await resolveCommit(gitDir, ref.replace(/^refs\/(?:heads|tags)\//, ""));
    if (commit === null)
      throw new Problem(404, ask.query.has("ref") ? `No commit found for the ref ${ref}` : "This repository is empty.");
    const [entry] = path === "" ? [] : await entries(gitDir, commit, "--", path);
    if (path !== "" && entry === undefined) throw new Problem(404, "Not Found");
    if (entry === undefined || entry.type === "tree") {
      const inside = await entries(gitDir, commit, "--", ...(path === "" ? [] : [`${path}/`]));
      return ok(inside.map((item) => fileShape(ask, item, ref)));
    }
    return fileAnswer(ask, entry, ref);
  },
};

async function fileAnswer(ask: Ask, entry: Entry, ref: string): Promise<Answer> {
  const { limits } = ask.world;
  const size = entry.size ?? 0;
  if (size > limits.blobBytes)
    throw new Problem(403, "This API returns blobs up to 100 MB in size.", {}, [
      { resource: "Blob", field: "data", code: "too_large" },
    ]);
  const bytes = await git(ask.repository.gitDir, "cat-file", "blob", entry.sha);
  if (raw(ask)) return { status: 200, bytes, type: "application/vnd.github.raw; charset=utf-8" };
  const inline = size <= limits.contentsBytes;
  return ok({
    ...fileShape(ask, entry, ref),
    content: inline ? lines64(bytes) : "",
    encoding: inline ? "base64" : "none",
  });
}

function fileShape(ask: Ask, entry: Entry, ref: string) {
  const path = entry.path.split("/").map(encodeURIComponent).join("/");
  const page = `${ask.world.url}/${ask.repository.fullName}`;
  const kind = entry.type === "tree" ? "tree" : "blob";
  const links = {
    self: `${root(ask)}/contents/${path}?ref=${encodeURIComponent(ref)}`,
    git: `${root(ask)}/git/${kind}s/${entry.sha}`,
    html: `${page}/${kind}/${ref}/${path}`,
  };
  return {
    type: entry.type === "tree" ? "dir" : entry.type === "commit" ? "submodule" : "file",
    size: entry.size ?? 0,
    name: entry.path.split("/").at(-1) ?? "",
    path: entry.path,
    sha: entry.sha,
    url: links.self,
    git_url: links.git,
    html_url: links.html,
    download_url: kind === "tree" ? null : `${page}/raw/${ref}/${path}`,
    _links: links,
  };
}

async function entries(gitDir: string, tree: string, ...words: string[]): Promise<Entry[]> {
  const [options, paths] = words[0] === "--" ? [[], words] : [words, []];
  const output = (await git(gitDir, "ls-tree", "-z", "--long", "--full-tree", ...options, tree, ...paths)).toString(
    "utf8",
  );
  return output
    .split("\0")
    .filter((line) => line !== "")
    .map((line) => {
      const tab = line.indexOf("\t");
      const [mode = "", type = "", sha = "", size = "-"] = line.slice(0, tab).split(/ +/);
      return { mode, type, sha, size: size === "-" ? null : Number(size), path: line.slice(tab + 1) };
    });
}

function raw(ask: Ask): boolean {
  return /^application\/vnd\.github\.(?:v3\.)?raw/.test(ask.accept);
}

function root(ask: Ask): string {
  return `${ask.world.apiUrl}/repos/${ask.repository.fullName}`;
}

/** Base64 in lines of 60, as GitHub sends it. */
function lines64(bytes: Buffer): string {
  return bytes
    .toString("base64")
    .replace(/.{60}/g, "$&\n")
    .replace(/([^\n])$/, "$1\n");
}
