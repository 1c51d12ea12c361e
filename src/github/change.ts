/** A push of one branch or tag, as its webhook or workflow event describes it. */
export interface PushChange {
  readonly type: "push";
  readonly owner: string;
  readonly repo: string;
  /** ISO 8601: when what the event describes was pushed; absent when it does not say. */
  readonly pushedAt?: string;
  /** Who can read the repository, and so what is published in it; absent when the event does not say. */
  readonly visibility?: "public" | "private";
  readonly defaultBranch: string;
  /** Full name: `refs/heads/main`, `refs/tags/v1`. */
  readonly ref: string;
  /** Forty (or sixty-four) zeros when the push created the ref. */
  readonly before: string;
  /** Id of the commit or annotated tag that the ref points to now. */
  readonly after: string;
  readonly created: boolean;
  readonly forced: boolean;
  /** Login of the pusher; null when the event names none. */
  readonly author: string | null;
  /** The commit at the tip, which differs from `after` for an annotated tag. Null when the payload has none. */
  readonly headCommit: string | null;
  /** Set for the commits of a merge queue: the name of the branch that they will be merged into. */
  readonly mergesInto?: string;
  /** Ids of the pushed commits that the payload lists (at most 2,048), oldest first; empty when nothing lists them. */
  readonly commits: readonly string[];
  /**
   * Ids of those whose committer's name or address may hold a key, which a patch does not show. Absent in jobs that an
   * earlier version stored.
   */
  readonly suspiciousCommitters?: readonly string[];
}

/** A pull request in the state that its event describes. */
export interface PullRequestChange {
  readonly type: "pull-request";
  readonly owner: string;
  readonly repo: string;
  /** ISO 8601: when what the event describes was pushed; absent when it does not say. */
  readonly pushedAt?: string;
  /** Who can read the repository, and so what is published in it; absent when the event does not say. */
  readonly visibility?: "public" | "private";
  readonly number: number;
  readonly title: string;
  readonly body: string;
  /** Branch name of the base. */
  readonly baseRef: string;
  /** Absent in jobs that an earlier version stored. */
  readonly defaultBranch?: string;
  readonly baseSha: string;
  /** Branch name of the head. */
  readonly headRef: string;
  readonly headSha: string;
  /** Number of commits, merges included, as GitHub counts them. */
  readonly commits: number;
  /** ISO 8601: orders the events of one pull request. */
  readonly updatedAt: string;
  /** Number of issue comments so far; 0 means that Keyhawk's need not be looked for. */
  readonly comments: number;
  /** Login of the author; null when the event does not name one. */
  readonly author: string | null;
  /** True when the head is in another repository, or in one that GitHub no longer names. */
  readonly fork: boolean;
  /** Login of the head repository's owner; null when it was deleted. */
  readonly headOwner: string | null;
  /** True for the event that opened the pull request: Keyhawk cannot have written anything yet. */
  readonly opened: boolean;
}

export type Change = PushChange | PullRequestChange;

/** An event without anything to scan, with the reason as a sentence. */
export interface NoChange {
  readonly type: "none";
  readonly reason: string;
  /** Set when the event does not show whether there is anything to scan, which differs from nothing to scan. */
  readonly incomplete?: true;
}
