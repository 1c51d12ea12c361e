import type { KeyObject } from "node:crypto";
import type { Write } from "./lag.ts";

export type Level = "read" | "write";
export type Permissions = Readonly<Record<string, Level>>;

/** A repository with a bare git repository behind it. */
export interface Repository {
  readonly id: number;
  readonly fullName: string;
  readonly owner: string;
  readonly name: string;
  defaultBranch: string;
  private: boolean;
  /** Kilobytes, as GitHub shows it. */
  size: number;
  readonly cloneUrl: string;
  readonly gitDir: string;
  /** What people may do, by login in lower case; everybody else may read what is public. */
  readonly collaborators: Map<string, Role>;
  /** What GitHub says of the signatures of commits, by the commits' ids; of all others that they are unsigned. */
  readonly signatures: Map<string, Signed>;
}

/** A signature, and the text that it signs. */
export interface Signed {
  readonly signature: string;
  readonly payload: string;
}

/** A role of GitHub's own in a repository. */
export type Role = "admin" | "maintain" | "write" | "triage" | "read";

export interface App {
  readonly id: number;
  readonly slug: string;
  readonly publicKey: KeyObject;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly webhookSecret: string;
  webhookUrl: string | null;
}

/** A change of a branch, in a repository's record of its activity. */
export interface Activity {
  readonly id: number;
  readonly repository: Repository;
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly actor: string;
  readonly type: "push" | "force_push" | "branch_creation" | "branch_deletion";
  readonly timestamp: string;
}

export interface Installation {
  readonly id: number;
  readonly app: App;
  readonly owner: string;
}

/** A bearer of requests: an installation, a workflow's token, a person's token. */
export interface Token {
  readonly token: string;
  /** `acme`, every repository of the owner; or `acme/shop`, that one. */
  readonly scope: string;
  readonly permissions: Permissions;
  readonly login: string;
  readonly type: "Bot" | "User";
  readonly app: App | null;
  remaining: number;
}

export interface PullRequest {
  readonly id: number;
  readonly number: number;
  readonly repository: Repository;
  readonly headRepository: Repository;
  readonly head: string;
  headSha: string;
  base: string;
  baseSha: string;
  title: string;
  body: string;
  readonly author: string;
  draft: boolean;
  state: "open" | "closed";
  merged: boolean;
  readonly createdAt: string;
  updatedAt: string;
}

export interface User {
  readonly login: string;
  readonly type: "Bot" | "User";
}

export interface Comment {
  readonly id: number;
  readonly repository: Repository;
  readonly issue: number;
  readonly user: User;
  readonly app: App | null;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
}

export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly repository: Repository;
  readonly author: string;
  /** The app that opened it; null for a person. */
  readonly app: App | null;
  title: string;
  body: string;
  state: "open" | "closed";
}

export interface CommitComment {
  readonly id: number;
  readonly repository: Repository;
  readonly commit: string;
  readonly user: User;
  body: string;
  readonly createdAt: string;
}

export interface Release {
  readonly id: number;
  readonly repository: Repository;
  readonly tag: string;
  readonly author: string;
  name: string;
  body: string;
}

export interface SecretAlert {
  readonly number: number;
  readonly repository: Repository;
  readonly type: string;
  readonly secret: string;
  /** Null when it is in no file. */
  readonly place: { readonly path: string; readonly line: number; readonly commit: string } | null;
  state: "open" | "resolved";
  resolution: string | null;
  comment: string | null;
  validity: string;
}

export interface Discussion {
  readonly id: number;
  readonly number: number;
  readonly repository: Repository;
  readonly author: string;
  title: string;
  body: string;
}

export interface DiscussionComment {
  readonly id: number;
  readonly discussion: Discussion;
  readonly user: User;
  body: string;
  readonly createdAt: string;
}

/** A reaction to a comment: GitHub stores one of each content for an account. */
export interface Reaction {
  readonly id: number;
  readonly comment: number;
  readonly user: User;
  readonly content: string;
  readonly createdAt: string;
}

export interface ReviewComment {
  readonly id: number;
  readonly repository: Repository;
  readonly pull: number;
  readonly review: number;
  readonly user: User;
  readonly path: string;
  readonly line: number;
  readonly startLine: number | null;
  readonly side: "LEFT" | "RIGHT";
  readonly commit: string;
  body: string;
  readonly diffHunk: string;
  readonly createdAt: string;
}

export interface Review {
  readonly id: number;
  readonly repository: Repository;
  readonly pull: number;
  readonly user: User;
  body: string;
  readonly state: "COMMENTED" | "APPROVED" | "CHANGES_REQUESTED" | "PENDING";
  readonly commit: string;
  readonly submittedAt: string;
}

export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: string;
  readonly message: string;
  readonly title?: string;
  readonly raw_details?: string;
  readonly start_column?: number;
  readonly end_column?: number;
}

export interface CheckRun {
  readonly id: number;
  readonly repository: Repository;
  readonly app: App | null;
  name: string;
  readonly headSha: string;
  externalId: string;
  status: string;
  conclusion: string | null;
  detailsUrl: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  annotations: Annotation[];
  startedAt: string;
  completedAt: string | null;
  actions: readonly unknown[];
}

/** What GitHub cuts off or refuses; the defaults are GitHub's own. */
export interface Limits {
  /** Lines of a diff or patch media type; more are a 406. */
  diffLines: number;
  /** Bytes of the same. */
  diffBytes: number;
  /** Lines of `patch` in one response; rows after that lose it, unmarked. */
  patchLines: number;
  /** Bytes of one file's `patch`. */
  patchBytes: number;
  compareFiles: number;
  commitFiles: number;
  pullFiles: number;
  pullCommits: number;
  /** Characters of a comment or a review comment; the texts of a check run have one less. */
  text: number;
  annotations: number;
  blobBytes: number;
  /** Bytes of a file in the contents route as JSON; larger ones come without content. */
  contentsBytes: number;
  /** Entries of a tree in one answer. */
  treeEntries: number;
}

/** What GitHub leaves open, to be tried both ways. */
export interface Rules {
  /** Whether an app may change and delete the comments of other apps. */
  othersComments: "locked" | "editable";
  /** Milliseconds by which lists of comments, reviews and check runs are behind what was written; 0 when not set. */
  listLagMs: number;
}

export const githubLimits: Limits = {
  diffLines: 20_000,
  diffBytes: 1_000_000,
  patchLines: 20_000,
  patchBytes: 1_000_000,
  compareFiles: 300,
  commitFiles: 3_000,
  pullFiles: 3_000,
  pullCommits: 250,
  text: 65_536,
  annotations: 50,
  blobBytes: 100 * 1024 * 1024,
  contentsBytes: 1024 * 1024,
  treeEntries: 100_000,
};

/** One webhook sent to an app, or tried to. */
export interface DeliveryRecord {
  /** Number in the app's list of deliveries. */
  readonly id: number;
  /** `X-GitHub-Delivery`: the same when it is sent again. */
  readonly guid: string;
  readonly app: App;
  readonly event: string;
  readonly action: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly deliveredAt: string;
  readonly redelivery: boolean;
  /** Status that the app answered; 0 while it is under way, and when there was no answer in time. */
  status: number;
  /** Milliseconds until the answer; -1 while it is under way. */
  durationMs: number;
}

/** Everything this GitHub knows. */
export interface World {
  readonly url: string;
  readonly apiUrl: string;
  readonly limits: Limits;
  readonly rules: Rules;
  readonly repositories: Map<string, Repository>;
  readonly apps: App[];
  readonly installations: Installation[];
  readonly tokens: Map<string, Token>;
  readonly pulls: PullRequest[];
  readonly comments: Comment[];
  readonly reactions: Reaction[];
  readonly issues: Issue[];
  readonly commitComments: CommitComment[];
  readonly releases: Release[];
  readonly secretAlerts: SecretAlert[];
  readonly discussions: Discussion[];
  readonly discussionComments: DiscussionComment[];
  /** Logins of members in lower case, by `organisation/team` in lower case. */
  readonly teams: Map<string, ReadonlySet<string>>;
  readonly reviews: Review[];
  readonly reviewComments: ReviewComment[];
  /** Ids of the review comments whose threads are resolved. */
  readonly resolvedThreads: Set<number>;
  readonly checkRuns: CheckRun[];
  readonly activities: Activity[];
  readonly deliveries: DeliveryRecord[];
  /** Answers of webhooks that are still awaited. */
  readonly underWay: Set<Promise<void>>;
  /** Bodies of uploaded SARIF analyses. */
  readonly sarifs: Readonly<Record<string, unknown>>[];
  /** Changes of records that lists show, in order. */
  readonly writes: Write[];
  /** A new id, different from every other. */
  id(): number;
  /** ISO 8601 without milliseconds, as GitHub writes dates. */
  now(): string;
}

export function pullsOf(world: World, repository: Repository): PullRequest[] {
  return world.pulls.filter((pull) => pull.repository === repository);
}

/** The number of the next issue, pull request or discussion: they share their numbers. */
export function nextNumber(world: World, repository: Repository): number {
  return (
    [...world.pulls, ...world.issues, ...world.discussions].filter((item) => item.repository === repository).length + 1
  );
}
