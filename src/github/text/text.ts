import type { ConversationText } from "../../source/document.ts";

/** A text of GitHub's that is in no commit, as an event describes it. */
export interface GitHubText {
  readonly kind: ConversationText;
  readonly owner: string;
  readonly repo: string;
  readonly visibility: "public" | "private";
  readonly defaultBranch: string;
  /** Its page below the repository's, without a leading slash: `issues/7#issuecomment-4711`. */
  readonly path: string;
  /** Web address. */
  readonly url: string;
  /** Id on GitHub. */
  readonly id: number;
  /** Id in GraphQL. */
  readonly node: string;
  /** Login of the person who wrote this version. */
  readonly author: string;
  /** What it says: title and body, or whatever it has of these. */
  readonly parts: readonly string[];
  /** Where its author is told. */
  readonly conversation: Conversation | null;
}

/** Where people read answers to a text. */
export type Conversation =
  /** An issue or pull request. */
  | { readonly type: "issue"; readonly number: number }
  /** The comments on a commit. @property ref its id, or the name of a tag */
  | { readonly type: "commit"; readonly ref: string }
  | { readonly type: "discussion"; readonly number: number }
  /** An issue of Keyhawk's for the whole wiki, which has no comments. */
  | { readonly type: "wiki" };
