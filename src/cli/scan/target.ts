import { Failure } from "../../failure.ts";

/** What `keyhawk scan TARGET` names. */
export type Target =
  | { readonly type: "path"; readonly path: string }
  | RepositoryTarget
  | (Omit<RepositoryTarget, "type"> & { readonly type: "pull-request"; readonly number: number });

interface RepositoryTarget {
  readonly type: "repository";
  /** `github.com`, or the host of a GitHub Enterprise Server; null when the target does not name one. */
  readonly host: string | null;
  /** `http:` only when the target says so. */
  readonly protocol: "https:" | "http:";
  readonly owner: string;
  readonly repo: string;
}

const short = /^(?<owner>[A-Za-z0-9][A-Za-z0-9-]*)\/(?<repo>[\w.-]+)#(?<number>\d+)$/;
const address = /^(?<protocol>https?:)\/\//i;

/**
 * Reads the argument: `owner/name#123` and web addresses are on GitHub, all else is a path.
 * `owner/name` alone is a path, as in every other command.
 */
export function parseTarget(argument: string): Target {
  const pullRequest = short.exec(argument)?.groups;
  if (pullRequest?.owner && pullRequest.repo) {
    return {
      type: "pull-request",
      host: null,
      protocol: "https:",
      owner: pullRequest.owner,
      repo: pullRequest.repo,
      number: Number(pullRequest.number),
    };
  }
  return address.test(argument) ? parseAddress(argument) : { type: "path", path: argument };
}

function parseAddress(argument: string): Target {
  const url = URL.parse(argument);
  const [owner, name, kind, number, ...rest] = (url?.pathname ?? "").split("/").filter((part) => part !== "");
  const repo = name?.replace(/\.git$/, "");
  const usable = url !== null && (url.protocol === "https:" || url.protocol === "http:") && url.username === "";
  if (usable && owner && repo) {
    const repository = { host: url.host, protocol: url.protocol as "https:" | "http:", owner, repo };
    if (kind === undefined) return { type: "repository", ...repository };
    // A pull request has subpages: /pull/7/files, /pull/7/commits.
    if (kind === "pull" && /^\d+$/.test(number ?? "") && rest.length <= 1) {
      return { type: "pull-request", ...repository, number: Number(number) };
    }
  }
  throw new Failure(
    "usage",
    "This address is neither a repository nor a pull request: write https://github.com/owner/name or https://github.com/owner/name/pull/123.",
  );
}
