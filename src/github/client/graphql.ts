import * as z from "zod/mini";
import type { GitHubClient } from "./client.ts";

/** One request to GitHub's GraphQL API. */
export interface Operation<Form extends z.core.$ZodType> {
  readonly document: string;
  /** The fields that Keyhawk reads from the answer. */
  readonly form: Form;
}

/** An answer of GraphQL that is an error, or of no use, with the status that REST has for it. */
export class GraphQLError extends Error {
  override readonly name = "GraphQLError";
  readonly status: number;

  constructor(message: string, status: number, cause: unknown) {
    super(message, { cause });
    this.status = status;
  }
}

/** GraphQL answers 200 and names the error's type. */
const statuses: Readonly<Record<string, number>> = {
  FORBIDDEN: 403,
  INSUFFICIENT_SCOPES: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  UNPROCESSABLE: 422,
};

const refused = z.object({
  name: z.literal("GraphqlResponseError"),
  errors: z.array(z.object({ type: z.optional(z.string()), message: z.string(), extensions: z.optional(z.unknown()) })),
});

/**
 * Sends an operation. Throws Octokit's error, a {@link GraphQLError} where the answer has one, which callers judge like
 * an error of REST.
 */
export async function runOperation<Form extends z.core.$ZodType>(
  client: GitHubClient,
  { document, form }: Operation<Form>,
  variables: Readonly<Record<string, unknown>>,
): Promise<z.output<Form>> {
  // Writes are repeated by whoever knows whether they took effect.
  const request = document.trimStart().startsWith("mutation") ? { retries: 0 } : {};
  const answer = await client.graphql(document, { ...variables, request }).catch((error: unknown) => {
    throw withStatus(error);
  });
  const { data, success } = z.safeParse(form, answer);
  if (!success) throw new GraphQLError("GitHub's answer has an unknown form", 502, null);
  return data;
}

/** The form of a page of a list, with what its nodes have. */
export function pageOf<Form extends z.core.$ZodType>(node: Form) {
  return z.object({
    nodes: z.nullable(z.array(z.nullable(node))),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.nullable(z.string()) }),
  });
}

interface Page<Node> {
  readonly nodes: readonly (Node | null)[] | null;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/**
 * The nodes of a list, page by page. Throws what `read` throws.
 * @param read the page after a cursor; undefined when GitHub shows none
 */
export async function* nodesOf<Node>(
  read: (after: string | null) => Promise<Page<Node> | undefined>,
): AsyncGenerator<Node> {
  let after: string | null = null;
  do {
    const page: Page<Node> | undefined = await read(after);
    for (const node of page?.nodes ?? []) if (node !== null) yield node;
    after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
}

function withStatus(error: unknown): unknown {
  const { data } = refused.safeParse(error);
  const first = data?.errors[0];
  if (first === undefined) return error;
  // Only an operation that the schema does not allow has extensions.
  const otherwise = first.extensions === undefined ? 502 : 400;
  return new GraphQLError(first.message, statuses[first.type ?? ""] ?? otherwise, error);
}
