import * as z from "zod";
import type { ListedHistory } from "../../incident/histories.ts";
import type { Turn } from "../../incident/turn.ts";

/** A page of a wiki that was written. */
export interface WikiPage {
  /** Id of the commit that wrote it. */
  readonly commit: string;
  /** Web address. */
  readonly url: string;
}

/** Pages of a wiki that one person wrote at once. */
export interface WikiEdit {
  readonly history: ListedHistory;
  /** Login of the person who wrote them. */
  readonly author: string;
  readonly pages: readonly WikiPage[];
}

/** Payload of an `examine` job for a wiki. */
export interface WikiPayload {
  readonly wiki: WikiEdit;
  readonly installation: number;
}

/** The parts of GitHub's event `gollum` that matter here. */
const event = z.object({
  installation: z.object({ id: z.int() }),
  sender: z.object({ login: z.string() }),
  repository: z.object({
    id: z.int(),
    name: z.string(),
    private: z.boolean().optional(),
    default_branch: z.string(),
    owner: z.object({ login: z.string() }),
  }),
  pages: z.array(z.object({ sha: z.string(), html_url: z.string() })).min(1),
});

/** The edit that an event brings; null for a payload without what Keyhawk needs. */
export function wikiEditFrom(payload: unknown): WikiEdit | null {
  const { data } = event.safeParse(payload);
  if (data === undefined) return null;
  const { id, name, owner, private: hidden, default_branch: defaultBranch } = data.repository;
  return {
    history: {
      ...{ repository: id, part: "wiki", installation: data.installation.id, owner: owner.login, repo: name },
      ...{ visibility: hidden === true ? "private" : "public", defaultBranch, size: 0 },
    },
    author: data.sender.login,
    pages: data.pages.map(({ sha, html_url: url }) => ({ commit: sha, url })),
  };
}

/** The key shared by the jobs about one wiki. */
export function wikiKey({ history: { owner, repo } }: WikiEdit): string {
  return `${owner}/${repo}`.toLowerCase().concat(":wiki");
}

/** Whose work an edit is: where a wiki is open to everyone, anyone can write it. */
export function wikiTurn({ history: { owner, repo, installation } }: WikiEdit): Turn {
  return { installation, repository: `${owner}/${repo}`, origin: "fork" };
}
