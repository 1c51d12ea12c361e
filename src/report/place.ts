import { maskKeys } from "../detect/mask-keys.ts";
import type { Address } from "../source/document.ts";
import type { ChangeSummary } from "./change-report.ts";
import type { Place } from "./key-report.ts";
import { code, link } from "./markdown.ts";
import { hiddenAs } from "./words.ts";

/** File types that GitHub renders unless the link asks for lines. */
const rendered = /\.(?:md|markdown|mdown|mkdn|mdx|rst|adoc|asciidoc|org|textile|csv|tsv|svg|ipynb|geojson|stl)$/i;

/** Web address of the lines of a file at a commit. */
export function blobUrl(
  repositoryUrl: string,
  commit: string,
  path: string,
  lines: { readonly line: number; readonly endLine: number },
): string {
  const file = path.split("/").map(encodeSegment).join("/");
  const range = lines.endLine > lines.line ? `#L${lines.line}-L${lines.endLine}` : `#L${lines.line}`;
  return `${repositoryUrl}/blob/${encodeSegment(commit)}/${file}${rendered.test(path) ? "?plain=1" : ""}${range}`;
}

function encodeSegment(segment: string): string {
  // A lone surrogate cannot be encoded, and a path with one has no working address anyway.
  return encodeURIComponent(segment.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Web address of the change's repository. */
export function repositoryUrl(change: ChangeSummary): string {
  return `${change.webUrl}/${encodeSegment(change.owner)}/${encodeSegment(change.repo)}`;
}

/** A permanent link to where a place can be read, or null for texts that people edit. */
export function permalink(place: Pick<Place, "address" | "line" | "endLine">, change: ChangeSummary): string | null {
  const { repository, type, path, commit, container } = place.address;
  const root = repositoryUrl(change);
  // Its files have no pages of their own, and its pages are named otherwise.
  if (repository?.endsWith(".wiki")) return `${root}/wiki`;
  switch (type) {
    case "file":
    case "patch":
    case "blob": {
      // A link to a file named after a key would contain the key.
      if (path === null || maskKeys(path) !== path) return null;
      // A line inside an archive is not a line of the archive.
      const url = blobUrl(root, commit ?? change.headSha, path, place);
      return container.length > 0 ? url.replace(/#L.*$/, "") : url;
    }
    case "commit-message":
    case "commit-header":
      return commit === null ? null : `${root}/commit/${encodeSegment(commit)}`;
    case "pull-request-title":
    case "pull-request-body":
      return change.number === null ? null : `${root}/pull/${change.number}`;
    case "issue":
    case "issue-comment":
    case "review":
    case "review-comment":
    case "commit-comment":
    case "release":
    case "discussion":
    case "discussion-comment":
    case "secret-scanning-alert":
      return path === null || maskKeys(path) !== path ? null : `${root}/${path}`;
    case "tag-message":
    case "tag-header":
    case "ref-name":
    case "path":
      return null;
  }
}

/** The name of an address without a path; `line` is appended for a text of several lines. */
export function textName(address: Address): string {
  switch (address.type) {
    case "commit-message":
      return `the message of commit ${address.commit?.slice(0, 7) ?? "(unknown)"}`;
    case "commit-header":
      return `the headers of commit ${address.commit?.slice(0, 7) ?? "(unknown)"}`;
    case "tag-message":
      return "the message of the tag";
    case "tag-header":
      return "the headers of the tag";
    case "ref-name":
      return "the name of the branch or tag";
    case "path":
      return `the name of a file${address.commit === null ? "" : ` in commit ${address.commit.slice(0, 7)}`}`;
    case "pull-request-title":
      return "the title of this pull request";
    case "pull-request-body":
      return "the description of this pull request";
    default:
      return "standard input";
  }
}

/** A place in Markdown: where, in which commit, how it was hidden. */
export function placeMarkdown(place: Place, change: ChangeSummary): string {
  const { address } = place;
  const url = permalink(place, change);
  const linked = (label: string) => (url === null ? label : link(label, url));
  const hidden = hiddenAs(place.encoding);
  const suffix = hidden === "" ? "" : `, ${hidden}`;
  if (address.path === null) {
    const line = isOneLine(address) ? "" : ` (line ${place.line})`;
    return `${linked(textName(address))}${line}${suffix}`;
  }
  const inside = address.container.slice(address.container[0] === address.path ? 1 : 0);
  const members = inside.map((member) => ` › ${code(member, 120)}`).join("");
  // The head commit is not named.
  const elsewhere = address.commit !== null && address.commit !== change.headSha;
  const commit = elsewhere ? ` in ${address.commit.replace(/[^0-9a-f]/gi, "").slice(0, 7)}` : "";
  return `${linked(code(address.path))}${members} line ${place.line}${commit}${suffix}`;
}

function isOneLine(address: Address): boolean {
  return address.type === "ref-name" || address.type === "path" || address.type === "pull-request-title";
}

/** A place as plain text: `path:line:column`, or the name of the text. */
export function placeText(place: Pick<Place, "address" | "line" | "column">): string {
  const { address } = place;
  if (address.path === null) {
    return isOneLine(address) ? textName(address) : `${textName(address)}, line ${place.line}`;
  }
  const inside = address.container.slice(address.container[0] === address.path ? 1 : 0);
  return `${[address.path, ...inside].join(" › ")}:${place.line}:${place.column}`;
}
