import * as z from "zod/mini";
import { isZeroId } from "../source/git/zero-id.ts";
import { mayHoldKey } from "../source/relevance.ts";
import type { Change, NoChange, PullRequestChange, PushChange } from "./change.ts";

const repository = z.object({
  name: z.string(),
  default_branch: z.string(),
  private: z.optional(z.boolean()),
  /** Unix seconds in a push, ISO 8601 elsewhere. */
  pushed_at: z.optional(z.nullable(z.union([z.number(), z.string()]))),
  owner: z.object({ login: z.optional(z.string()), name: z.optional(z.nullable(z.string())) }),
});

const commit = z.object({
  id: z.string(),
  committer: z.optional(
    z.nullable(z.object({ name: z.optional(z.nullable(z.string())), email: z.optional(z.nullable(z.string())) })),
  ),
});

const account = z.object({ login: z.string() });

const push = z.object({
  ref: z.string(),
  before: z.string(),
  after: z.string(),
  created: z.optional(z.boolean()),
  deleted: z.optional(z.boolean()),
  forced: z.optional(z.boolean()),
  head_commit: z.optional(z.nullable(commit)),
  commits: z.optional(z.array(commit)),
  repository,
  sender: z.optional(account),
});

const pullRequest = z.object({
  action: z.string(),
  pull_request: z.object({
    number: z.int(),
    title: z.string(),
    body: z.optional(z.nullable(z.string())),
    state: z.optional(z.string()),
    base: z.object({ ref: z.string(), sha: z.string(), repo: repository }),
    head: z.object({
      ref: z.string(),
      sha: z.string(),
      repo: z.optional(
        z.nullable(
          z.object({
            full_name: z.string(),
            owner: z.optional(account),
            pushed_at: z.optional(z.nullable(z.string())),
          }),
        ),
      ),
    }),
    user: z.optional(z.nullable(account)),
    commits: z.optional(z.int()),
    comments: z.optional(z.int()),
    updated_at: z.string(),
  }),
  changes: z.optional(z.record(z.string(), z.unknown())),
});

const scannedActions = new Set(["opened", "reopened", "synchronize", "edited", "ready_for_review"]);

/**
 * The change that a webhook or workflow event describes. `name` is GitHub's event name. A payload that lacks a field,
 * and an event without new text, give a {@link NoChange}; never throws.
 */
export function changeFromEvent(name: string, payload: unknown): Change | NoChange {
  switch (name) {
    case "push":
      return pushChange(payload);
    case "pull_request":
    case "pull_request_target":
      return pullRequestChange(name, payload);
    case "merge_group":
      return mergeGroupChange(payload);
    default:
      return none(`The event ${name} brings no change to scan.`);
  }
}

const ends = z.object({
  pull_request: z.object({
    base: z.object({ repo: z.object({ full_name: z.string() }) }),
    head: z.object({ repo: z.optional(z.nullable(z.object({ full_name: z.string() }))) }),
  }),
});

/**
 * `fork` for an event about a pull request whose head is in another repository, or in one that GitHub no longer names.
 */
export function headOwnership(payload: unknown): "fork" | "own" {
  if (payload === null || typeof payload !== "object" || !("pull_request" in payload)) return "own";
  const parsed = ends.safeParse(payload);
  if (!parsed.success) return "fork";
  const { base, head } = parsed.data.pull_request;
  return head.repo?.full_name.toLowerCase() === base.repo.full_name.toLowerCase() ? "own" : "fork";
}

function isNoCommit(id: string): boolean {
  return id === "" || isZeroId(id);
}

function pushChange(payload: unknown): PushChange | NoChange {
  const parsed = push.safeParse(payload);
  if (!parsed.success) return incomplete("push", parsed.error);
  const event = parsed.data;
  const owner = ownerOf(event.repository);
  if (owner === null) return { ...none("The payload of push names no owner of the repository."), incomplete: true };
  if (event.deleted === true || isNoCommit(event.after)) return none(`${event.ref} was deleted, which adds nothing.`);
  if (!event.ref.startsWith("refs/heads/") && !event.ref.startsWith("refs/tags/")) {
    return none(`${event.ref} is neither a branch nor a tag.`);
  }
  return {
    type: "push",
    owner,
    repo: event.repository.name,
    ...visibilityOf(event.repository),
    ...pushTime(event.repository.pushed_at),
    defaultBranch: event.repository.default_branch,
    ref: event.ref,
    author: event.sender?.login ?? null,
    before: event.before,
    after: event.after,
    created: event.created === true || isNoCommit(event.before),
    forced: event.forced === true,
    headCommit: event.head_commit?.id ?? null,
    commits: (event.commits ?? []).map((each) => each.id),
    suspiciousCommitters: (event.commits ?? []).filter(({ committer }) => mayNameKey(committer)).map(({ id }) => id),
  };
}

/** True when a name or an address may hold a key. */
function mayNameKey(person: z.infer<typeof commit>["committer"]): boolean {
  return mayHoldKey(Buffer.from(`${person?.name ?? ""} ${person?.email ?? ""}`));
}

const mergeGroup = z.object({
  action: z.string(),
  merge_group: z.object({ head_sha: z.string(), head_ref: z.string(), base_sha: z.string(), base_ref: z.string() }),
  repository: z.object({
    name: z.string(),
    default_branch: z.optional(z.string()),
    private: z.optional(z.boolean()),
    owner: z.object({ login: z.string() }),
  }),
});

/**
 * The commits that a merge queue adds to its target branch, including those of earlier groups. Only the event proves
 * that it is GitHub's queue: anyone who may push can create a branch under `gh-readonly-queue/`.
 */
function mergeGroupChange(payload: unknown): PushChange | NoChange {
  const parsed = mergeGroup.safeParse(payload);
  if (!parsed.success) return incomplete("merge_group", parsed.error);
  const { action, merge_group: group, repository } = parsed.data;
  if (action !== "checks_requested") return none(`merge_group ${action} brings nothing to scan.`);
  const mergesInto = group.base_ref.replace(/^refs\/heads\//, "");
  return {
    type: "push",
    owner: repository.owner.login,
    repo: repository.name,
    ...visibilityOf(repository),
    defaultBranch: repository.default_branch ?? mergesInto,
    ref: group.head_ref,
    author: null,
    before: group.base_sha,
    after: group.head_sha,
    created: true,
    forced: false,
    headCommit: group.head_sha,
    mergesInto,
    commits: [],
  };
}

function pullRequestChange(name: string, payload: unknown): PullRequestChange | NoChange {
  const parsed = pullRequest.safeParse(payload);
  if (!parsed.success) return incomplete(name, parsed.error);
  const { action, changes } = parsed.data;
  if (!scannedActions.has(action)) return none(`${name} ${action} brings no new text.`);
  if (action === "edited" && changes !== undefined && !("title" in changes || "body" in changes || "base" in changes)) {
    return none(`${name} edited changed neither title, nor body, nor base.`);
  }
  return pullRequestOf(name, payload);
}

/** The pull request that an event is about, even when the event itself has no new text; never throws. */
export function pullRequestOf(name: string, payload: unknown): PullRequestChange | NoChange {
  const parsed = pullRequest.safeParse(payload);
  if (!parsed.success) return incomplete(name, parsed.error);
  const { action, pull_request: pull } = parsed.data;
  const { base, head } = pull;
  const owner = ownerOf(base.repo);
  if (owner === null) {
    return { ...none(`The payload of ${name} names no owner of the repository.`), incomplete: true };
  }
  return {
    type: "pull-request",
    owner,
    repo: base.repo.name,
    ...visibilityOf(base.repo),
    // Other events can come long after the push that brought the commits.
    ...(action === "opened" || action === "synchronize" ? pushTime(head.repo?.pushed_at) : {}),
    number: pull.number,
    title: pull.title,
    body: pull.body ?? "",
    baseRef: base.ref,
    defaultBranch: base.repo.default_branch,
    baseSha: base.sha,
    headRef: head.ref,
    headSha: head.sha,
    commits: pull.commits ?? 0,
    updatedAt: pull.updated_at,
    comments: pull.comments ?? 0,
    author: pull.user?.login ?? null,
    // A deleted fork leaves no head repository.
    fork: head.repo?.full_name.toLowerCase() !== `${owner}/${base.repo.name}`.toLowerCase(),
    headOwner: head.repo?.owner?.login ?? null,
    opened: action === "opened",
  };
}

/** An internal repository is private in an event: only members of the enterprise can read it. */
function visibilityOf({ private: hidden }: { readonly private?: boolean | undefined }): Pick<Change, "visibility"> {
  return hidden === undefined ? {} : { visibility: hidden ? "private" : "public" };
}

function pushTime(time: string | number | null | undefined): Pick<Change, "pushedAt"> {
  const at = new Date(typeof time === "number" ? time * 1_000 : (time ?? ""));
  return Number.isNaN(at.getTime()) ? {} : { pushedAt: at.toISOString() };
}

function ownerOf(from: z.output<typeof repository>): string | null {
  return from.owner.login ?? from.owner.name ?? null;
}

function incomplete(name: string, error: z.core.$ZodError): NoChange {
  const [issue] = error.issues;
  const field = issue?.path.map(String).join(".") ?? "";
  const which = field === "" ? "" : `: ${field} is missing or wrong`;
  return { ...none(`The payload of ${name} is not complete${which}.`), incomplete: true };
}

function none(reason: string): NoChange {
  return { type: "none", reason };
}
