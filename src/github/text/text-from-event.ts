import * as z from "zod";
import type { ConversationText } from "../../source/document.ts";
import type { Conversation, GitHubText } from "./text.ts";

const nullish = z.string().nullish();
const numbered = z.object({ number: z.int() });
const written = z.object({
  id: z.int(),
  node_id: z.string(),
  html_url: z.string(),
  title: nullish,
  name: nullish,
  body: nullish,
  number: z.int().optional(),
  commit_id: nullish,
  tag_name: nullish,
});

const event = z.object({
  action: z.string().optional(),
  sender: z.object({ login: z.string() }),
  repository: z.object({
    name: z.string(),
    private: z.boolean().optional(),
    default_branch: z.string(),
    owner: z.object({ login: z.string() }),
  }),
  issue: written.optional(),
  comment: written.optional(),
  review: written.optional(),
  release: written.optional(),
  discussion: written.optional(),
  pull_request: numbered.optional(),
});

type Event = z.output<typeof event>;
type Written = z.output<typeof written>;

/** How one event names its text. */
interface Shape {
  readonly kind: ConversationText;
  readonly actions: ReadonlySet<string>;
  readonly text: (event: Event) => Written | undefined;
  readonly conversation: (text: Written, event: Event) => Conversation | null;
}

const created = new Set(["created", "edited"]);

const shapes: Readonly<Record<string, Shape>> = {
  issues: {
    kind: "issue",
    actions: new Set(["opened", "edited"]),
    text: ({ issue }) => issue,
    conversation: ({ number }) => onIssue(number),
  },
  issue_comment: {
    kind: "issue-comment",
    actions: created,
    text: ({ comment }) => comment,
    conversation: (_, { issue }) => onIssue(issue?.number),
  },
  pull_request_review: {
    kind: "review",
    actions: new Set(["submitted", "edited"]),
    text: ({ review }) => review,
    conversation: (_, { pull_request: pull }) => onIssue(pull?.number),
  },
  pull_request_review_comment: {
    kind: "review-comment",
    actions: created,
    text: ({ comment }) => comment,
    conversation: (_, { pull_request: pull }) => onIssue(pull?.number),
  },
  commit_comment: {
    kind: "commit-comment",
    actions: created,
    text: ({ comment }) => comment,
    conversation: ({ commit_id: ref }) => (ref == null ? null : { type: "commit", ref }),
  },
  release: {
    kind: "release",
    // A release is created once, as a draft or not, and each other action is about a text that was there before.
    actions: new Set(["created", "published", "edited"]),
    text: ({ release }) => release,
    conversation: ({ tag_name: ref }) => (ref == null ? null : { type: "commit", ref }),
  },
  discussion: {
    kind: "discussion",
    actions: created,
    text: ({ discussion }) => discussion,
    conversation: ({ number }) => inDiscussion(number),
  },
  discussion_comment: {
    kind: "discussion-comment",
    actions: created,
    text: ({ comment }) => comment,
    conversation: (_, { discussion }) => inDiscussion(discussion?.number),
  },
};

/** The text that an event brings; null for an action that changes none, and for a payload without what Keyhawk needs. */
export function textFromEvent(name: string, payload: unknown): GitHubText | null {
  const { data } = event.safeParse(payload);
  if (data === undefined) return null;
  const shape = shapes[name];
  if (shape === undefined || !shape.actions.has(data.action ?? "")) return null;
  const text = shape.text(data);
  const path = text && pathOf(text.html_url);
  if (text === undefined || path == null) return null;
  const parts = [text.title, text.name, text.tag_name, text.body].filter((part) => part != null && part !== "");
  return {
    kind: shape.kind,
    ...factsOf(data),
    path,
    url: text.html_url,
    id: text.id,
    node: text.node_id,
    parts: parts as string[],
    conversation: shape.conversation(text, data),
  };
}

function factsOf({ repository, sender }: Event) {
  const { name: repo, owner, private: hidden, default_branch: defaultBranch } = repository;
  const visibility: GitHubText["visibility"] = hidden === true ? "private" : "public";
  return { owner: owner.login, repo, visibility, defaultBranch, author: sender.login };
}

/** The page below the repository's: a repository may have been renamed since the address was made. */
function pathOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { pathname, hash } = new URL(url);
  return /^\/[^/]+\/[^/]+\/(.+)$/.exec(pathname)?.[1]?.concat(hash) ?? null;
}

function onIssue(number: number | undefined): Conversation | null {
  return number === undefined ? null : { type: "issue", number };
}

function inDiscussion(number: number | undefined): Conversation | null {
  return number === undefined ? null : { type: "discussion", number };
}
